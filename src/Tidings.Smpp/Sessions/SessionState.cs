namespace Tidings.Smpp.Sessions;

/// <summary>Where a session stands (SMPP 3.4 §2.2; Outbound and Unbound by SMPP 5.0 §2.3).</summary>
public enum SessionState
{
    /// <summary>Connected, not bound.</summary>
    Open,
    /// <summary>The SMSC has sent outbind and waits for the bind.</summary>
    Outbound,
    /// <summary>Bound as a transmitter.</summary>
    BoundTx,
    /// <summary>Bound as a receiver.</summary>
    BoundRx,
    /// <summary>Bound both ways.</summary>
    BoundTrx,
    /// <summary>unbind has been sent or received: only answers still pass.</summary>
    Unbound,
    /// <summary>Over.</summary>
    Closed,
}

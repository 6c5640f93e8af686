namespace Tidings.Smpp.Sessions;

/// <summary>Which side of a session issues a command.</summary>
[Flags]
public enum SessionRole
{
    /// <summary>The client: it binds.</summary>
    Esme = 1,
    /// <summary>The message centre.</summary>
    Smsc = 2,
    /// <summary>Either.</summary>
    Both = Esme | Smsc,
}

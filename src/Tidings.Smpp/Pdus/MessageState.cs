namespace Tidings.Smpp.Pdus;

/// <summary>The state of a message at the SMSC (SMPP 3.4 §5.2.28; 0 and 9 by 5.0 §4.7.15).</summary>
public enum MessageState : byte
{
    /// <summary>Waits for its time.</summary>
    Scheduled = 0,
    /// <summary>On its way.</summary>
    Enroute = 1,
    /// <summary>Delivered to its destination. Final.</summary>
    Delivered = 2,
    /// <summary>Its validity ended. Final.</summary>
    Expired = 3,
    /// <summary>Deleted. Final.</summary>
    Deleted = 4,
    /// <summary>Cannot be delivered. Final.</summary>
    Undeliverable = 5,
    /// <summary>Read by hand on the subscriber's behalf. Final.</summary>
    Accepted = 6,
    /// <summary>In a state that the SMSC cannot name.</summary>
    Unknown = 7,
    /// <summary>Refused. Final.</summary>
    Rejected = 8,
    /// <summary>Accepted and not delivered on purpose. Final.</summary>
    Skipped = 9,
}

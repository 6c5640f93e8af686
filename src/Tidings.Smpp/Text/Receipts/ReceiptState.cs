namespace Tidings.Smpp.Text.Receipts;

/// <summary>What a receipt says became of a message; the values are those of message_state (SMPP 3.4 §5.2.28, 5.0 §4.7.15).</summary>
public enum ReceiptState : byte
{
    /// <summary>Scheduled, not yet tried (SMPP 5.0).</summary>
    Scheduled = 0,
    /// <summary>ENROUTE: on its way.</summary>
    Enroute = 1,
    /// <summary>DELIVRD: on the handset.</summary>
    Delivered = 2,
    /// <summary>EXPIRED: its validity ended first.</summary>
    Expired = 3,
    /// <summary>DELETED: removed at the message centre.</summary>
    Deleted = 4,
    /// <summary>UNDELIV: it can't be delivered.</summary>
    Undeliverable = 5,
    /// <summary>ACCEPTD: read or accepted for the subscriber.</summary>
    Accepted = 6,
    /// <summary>UNKNOWN: the message centre does not know.</summary>
    Unknown = 7,
    /// <summary>REJECTD: refused.</summary>
    Rejected = 8,
    /// <summary>SKIPPED (SMPP 5.0).</summary>
    Skipped = 9,
}

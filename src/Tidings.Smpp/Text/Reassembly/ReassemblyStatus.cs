namespace Tidings.Smpp.Text.Reassembly;

/// <summary>What became of a segment.</summary>
public enum ReassemblyStatus : byte
{
    /// <summary>Kept; others are missing.</summary>
    Waiting = 0,
    /// <summary>It was the last one missing: the message is whole.</summary>
    Complete = 1,
    /// <summary>The same segment, octet for octet, was there already.</summary>
    Duplicate = 2,
    /// <summary>
    /// It contradicts what was there under its reference (another total, or other octets in its place): references come round
    /// again, so the older remains were dropped and the message begins with this segment.
    /// </summary>
    StartedOver = 3,
    /// <summary>Refused: its numbers are impossible.</summary>
    Invalid = 4,
    /// <summary>Refused: it, or its message, is larger than the limits allow.</summary>
    TooLarge = 5,
}

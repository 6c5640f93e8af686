namespace Tidings.Smpp.Codec;

/// <summary>What became of a PDU that was to be encoded.</summary>
public enum EncodeOutcome
{
    /// <summary>It is written.</summary>
    Encoded,

    /// <summary>The destination is too small; nothing of it counts as written.</summary>
    DestinationTooSmall,

    /// <summary>A field holds what the standard does not allow (too long, a NUL within): the fault names it. Nothing is written.</summary>
    InvalidField,
}

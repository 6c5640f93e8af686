namespace Tidings.Smpp.Text;

/// <summary>One segment as it stands in a PDU.</summary>
public readonly record struct SegmentInfo
{
    /// <summary>The segment's number, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Segments of the message.</summary>
    public int Total { get; init; }

    /// <summary>The message's reference; 8 bits of it where the concatenation has no more.</summary>
    public ushort Reference { get; init; }

    /// <summary>Octets written, header included.</summary>
    public int Octets { get; init; }

    /// <summary>Octets of the user data header at the beginning, 0 without one.</summary>
    public int HeaderOctets { get; init; }

    /// <summary>Set the UDHI bit, 0x40 of esm_class (SMPP 3.4 §5.2.12).</summary>
    public bool HasHeader => HeaderOctets > 0;

    /// <summary>Octets of user data on the air, at most 140 (unless <see cref="InMessagePayload"/>).</summary>
    public int OctetsOnAir { get; init; }

    /// <summary>The segment's first character, as UTF-16 position in the text.</summary>
    public int TextStart { get; init; }

    /// <summary>The segment's characters, as UTF-16 length.</summary>
    public int TextLength { get; init; }

    /// <summary>Septets, octets or code units.</summary>
    public int Units { get; init; }

    /// <summary>Send the three sar_ TLVs with <see cref="Reference"/>, <see cref="Total"/> and <see cref="Number"/>.</summary>
    public bool NeedsSar { get; init; }

    /// <summary>The octets belong in a message_payload TLV, with sm_length 0.</summary>
    public bool InMessagePayload { get; init; }
}

namespace Tidings.Smpp.Text;

/// <summary>The encoding chosen for one text and what the text takes in it. A plain value: choosing allocates nothing.</summary>
public readonly record struct EncodingChoice
{
    /// <summary>Whether the text can be sent. The other members hold for <see cref="EncodingOutcome.Fits"/> and <see cref="EncodingOutcome.TooLong"/>.</summary>
    public EncodingOutcome Outcome { get; init; }

    /// <summary>The encoding.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>The data_coding of the PDU (SMPP 3.4 §5.2.19).</summary>
    public byte DataCoding { get; init; }

    /// <summary>The locking shift table in use, <see cref="NationalLanguage.None"/> for the default alphabet.</summary>
    public NationalLanguage Locking { get; init; }

    /// <summary>The single shift table in use, <see cref="NationalLanguage.None"/> for the default extension.</summary>
    public NationalLanguage Single { get; init; }

    /// <summary>Septets are packed in short_message.</summary>
    public bool PackSeptets { get; init; }

    /// <summary>How the segments are tied together if there are several.</summary>
    public Concatenation Concatenation { get; init; }

    /// <summary>Segments on the air, at least 1: what a carrier bills.</summary>
    public int Segments { get; init; }

    /// <summary>PDUs to submit: <see cref="Segments"/>, or 1 with message_payload.</summary>
    public int Pdus => Concatenation == Concatenation.MessagePayload ? 1 : Segments;

    /// <summary>Units of the whole text: septets (GSM 7-bit), octets (Latin-1, binary) or UTF-16 code units (UCS-2).</summary>
    public int Units { get; init; }

    /// <summary>Units that each segment can hold beside its header.</summary>
    public int UnitsPerSegment { get; init; }

    /// <summary>Units in the last segment.</summary>
    public int UnitsInLastSegment { get; init; }

    /// <summary>Units still free in the last segment.</summary>
    public int UnitsLeft => UnitsPerSegment - UnitsInLastSegment;

    /// <summary>Octets of user data on the air, headers included, over all segments; each has at most 140.</summary>
    public int OctetsOnAir { get; init; }

    /// <summary>Octets of each segment's user data header on the air, 0 without one.</summary>
    public int HeaderOctets { get; init; }

    /// <summary>
    /// The position (UTF-16) of the first character that kept the text from the GSM 7-bit default alphabet, or -1. Where only one encoding
    /// is permitted, or forced, and the text cannot go in it, of the first character that this one lacks.
    /// <see cref="TextEncoder.Explain"/> names all.
    /// </summary>
    public int FirstOffending { get; init; }
}

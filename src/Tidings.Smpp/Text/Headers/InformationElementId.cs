namespace Tidings.Smpp.Text.Headers;

/// <summary>Information element identifiers (3GPP TS 23.040 §9.2.3.24) that the library understands; all others are kept as they are.</summary>
public static class InformationElementId
{
    /// <summary>Concatenated short messages, 8-bit reference.</summary>
    public const byte Concatenation8 = 0x00;
    /// <summary>Application port addressing, 8-bit.</summary>
    public const byte Ports8 = 0x04;
    /// <summary>Application port addressing, 16-bit.</summary>
    public const byte Ports16 = 0x05;
    /// <summary>Concatenated short messages, 16-bit reference.</summary>
    public const byte Concatenation16 = 0x08;
    /// <summary>National language single shift.</summary>
    public const byte SingleShift = 0x24;
    /// <summary>National language locking shift.</summary>
    public const byte LockingShift = 0x25;
}

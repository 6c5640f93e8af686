using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>An address with its type of number and numbering plan (SMPP 3.4 §5.2.5 to §5.2.9).</summary>
/// <param name="ton">Type of number (§5.2.5).</param>
/// <param name="npi">Numbering plan indicator (§5.2.6).</param>
/// <param name="value">Digits or letters, to 20 octets (64 in data_sm and alert_notification).</param>
public readonly ref struct SmppAddress(TypeOfNumber ton, NumberingPlan npi, ReadOnlySpan<byte> value)
{
    internal const int Maximum = 21;
    internal const int LongMaximum = 65;

    /// <summary>Type of number.</summary>
    public TypeOfNumber Ton { get; } = ton;

    /// <summary>Numbering plan indicator.</summary>
    public NumberingPlan Npi { get; } = npi;

    /// <summary>Digits or letters.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    internal static SmppAddress Read(scoped ref PduReader reader, CommandStatus invalid, int maximum = Maximum) =>
        new((TypeOfNumber)reader.Byte(), (NumberingPlan)reader.Byte(), reader.CString(maximum, invalid));

    internal void Write(scoped ref PduWriter writer, CommandStatus invalid, int maximum = Maximum)
    {
        writer.Byte((byte)Ton);
        writer.Byte((byte)Npi);
        writer.CString(Value, maximum, invalid);
    }
}

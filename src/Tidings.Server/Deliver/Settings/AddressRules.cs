using Tidings.Smpp.Pdus;

namespace Tidings.Server.Deliver.Settings;

/// <summary>Type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6) of each kind of address.</summary>
public sealed class AddressRules
{
    /// <summary>Senders with a letter. Default Alphanumeric (5).</summary>
    public TypeOfNumber AlphanumericTon { get; set; } = TypeOfNumber.Alphanumeric;
    /// <summary>Default Unknown (0).</summary>
    public NumberingPlan AlphanumericNpi { get; set; } = NumberingPlan.Unknown;

    /// <summary>Senders of at most this many digits are short codes. Default 6; 0: there are none.</summary>
    public int ShortCodeDigits { get; set; } = 6;
    /// <summary>Default NetworkSpecific (3).</summary>
    public TypeOfNumber ShortCodeTon { get; set; } = TypeOfNumber.NetworkSpecific;
    /// <summary>Default Unknown (0).</summary>
    public NumberingPlan ShortCodeNpi { get; set; } = NumberingPlan.Unknown;

    /// <summary>Senders that are longer numbers. Default International (1).</summary>
    public TypeOfNumber NumberTon { get; set; } = TypeOfNumber.International;
    /// <summary>Default Isdn (1).</summary>
    public NumberingPlan NumberNpi { get; set; } = NumberingPlan.Isdn;

    /// <summary>Customers' numbers. Default International (1).</summary>
    public TypeOfNumber DestinationTon { get; set; } = TypeOfNumber.International;
    /// <summary>Default Isdn (1).</summary>
    public NumberingPlan DestinationNpi { get; set; } = NumberingPlan.Isdn;

    internal (TypeOfNumber Ton, NumberingPlan Npi) OfSender(ReadOnlySpan<char> sender)
    {
        if (sender.ContainsAnyExceptInRange('0', '9'))
            return (AlphanumericTon, AlphanumericNpi);
        return sender.Length <= ShortCodeDigits ? (ShortCodeTon, ShortCodeNpi) : (NumberTon, NumberNpi);
    }
}

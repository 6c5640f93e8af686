namespace Tidings.Smpp.Pdus;

/// <summary>Type of number (SMPP 3.4 §5.2.5).</summary>
public enum TypeOfNumber : byte
{
    /// <summary>Not known.</summary>
    Unknown = 0,
    /// <summary>With the country code.</summary>
    International = 1,
    /// <summary>Without the country code.</summary>
    National = 2,
    /// <summary>Given out by the network.</summary>
    NetworkSpecific = 3,
    /// <summary>The subscriber's.</summary>
    SubscriberNumber = 4,
    /// <summary>Letters: a sender's name.</summary>
    Alphanumeric = 5,
    /// <summary>Shortened.</summary>
    Abbreviated = 6,
}

using System.Globalization;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Past;

/// <summary>A payment of the bank's own history, with what became known of it. Never printed: it is personal data.</summary>
public sealed record PastPayment
{
    /// <summary>Print of the bank's id, by which a label finds it.</summary>
    public required ulong Key { get; init; }

    /// <summary>By the customer's clock where the file says how far that is from UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    public required string Customer { get; init; }

    /// <summary>In major units, at least 0.</summary>
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217; null: the file does not say, and it is the one in which amounts are compared.</summary>
    public string? Currency { get; init; }

    /// <summary>Of which type the bank's event would be.</summary>
    public string Type { get; init; } = EventTypes.TransactionPosted;
    public TransactionKind Kind { get; init; } = TransactionKind.CardPayment;
    public string? Merchant { get; init; }
    public string? MerchantCategory { get; init; }
    public string? Terminal { get; init; }
    public string? Payee { get; init; }
    public string? Device { get; init; }
    public string? Country { get; init; }
    public string? Channel { get; init; }

    /// <summary>Degrees; not a number: not known.</summary>
    public float Latitude { get; init; } = float.NaN;
    /// <summary>Degrees; not a number: not known.</summary>
    public float Longitude { get; init; } = float.NaN;

    /// <summary>What it turned out to be; null: nobody has said.</summary>
    public bool? Fraud { get; init; }

    /// <summary>When that was known; null: the file does not say.</summary>
    public DateTimeOffset? LabelledAt { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public uint At => (uint)Time.ToUnixTimeSeconds();

    /// <summary>The event with which a node would have been told of it.</summary>
    /// <param name="currency">Of its amount, where the file does not say.</param>
    public BankEvent ToEvent(string currency) => new()
    {
        Source = "history",
        Id = Key.ToString("x16", CultureInfo.InvariantCulture),
        Type = Type,
        Time = Time,
        Customer = Customer,
        Kind = Type == EventTypes.TransactionPosted ? Kind : null,
        Amount = new(Amount, Currency ?? currency),
        Merchant = Merchant,
        MerchantCategory = MerchantCategory,
        Counterparty = Payee,
        Device = Device,
        Country = Country,
        Channel = Channel,
        Terminal = Terminal,
        Coordinates = float.IsNaN(Latitude) ? null : new(Latitude, Longitude),
    };

    public override string ToString() => "payment (redacted)";
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MemoryPack;
using Tidings.Core.Events;

namespace Tidings.Core.Verify;

/// <summary>The payment, or the batch of payments, that a code approves.</summary>
/// <param name="Total">Of all of them; one currency.</param>
/// <param name="Payee">Of a single payment, as the text names him. Null: a batch.</param>
/// <param name="Count">How many payments.</param>
/// <param name="Digest">SHA-256 over each amount, payee and account in their order: any change of any of them is another payment.</param>
[MemoryPackable]
public sealed partial record Payment(Money Total, string? Payee, int Count, byte[] Digest)
{
    /// <summary>Where the money of a single payment goes. Null: a batch, or it was not said. (Those of versions before have none.)</summary>
    public string? Account { get; init; }

    /// <summary>The most payments of a batch.</summary>
    public const int Most = 500;

    /// <param name="parts">At least one, all of one currency.</param>
    /// <param name="batch">Also one alone is a batch, and is told as one.</param>
    public static Payment Of(IReadOnlyList<PaymentPart> parts, bool batch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, batch ? "batch" : "payment");
        foreach (var part in parts)
        {
            // 12.3 and 12.30 are one amount.
            Add(hash, part.Amount.Amount.ToString("0.#########", CultureInfo.InvariantCulture));
            Add(hash, part.Amount.Currency);
            Add(hash, part.Payee);
            Add(hash, part.Account ?? "");
        }
        return new(new(parts.Sum(static part => part.Amount.Amount), parts[0].Amount.Currency), batch ? null : parts[0].Payee, parts.Count, hash.GetHashAndReset())
        {
            Account = batch ? null : parts[0].Account,
        };
    }

    /// <summary>Both are the same, or there is none.</summary>
    public static bool Same(Payment? a, Payment? b) => CryptographicOperations.FixedTimeEquals(a?.Digest ?? [], b?.Digest ?? []);

    // Each with its length before it, so that no two lists of words are one.
    static void Add(IncrementalHash hash, string word)
    {
        hash.AppendData(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(word)));
        hash.AppendData(Encoding.UTF8.GetBytes(word));
    }

    public override string ToString() => "payment (redacted)";
}

/// <summary>One payment.</summary>
/// <param name="Payee">As the bank shows him to the customer.</param>
/// <param name="Account">Where the money goes. Null: the name alone is bound.</param>
public sealed record PaymentPart(Money Amount, string Payee, string? Account)
{
    public override string ToString() => "payment (redacted)";
}

using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>32-bit FNV-1a hashes, the same in every process and version: they are kept in customers' states. Never 0.</summary>
internal static class TransactionHash
{
    const uint Start = 2166136261;
    const uint Prime = 16777619;

    public static uint Of(TransactionKind kind, string text) => NotZero(Add((Start ^ (uint)kind) * Prime, text));

    public static uint Of(Money money)
    {
        // The division strips trailing zeros: 12.3 and 12.30 are one amount.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(money.Amount / 1.0000000000000000000000000000m, bits);
        var hash = Start;
        foreach (var part in bits)
            hash = (hash ^ (uint)part) * Prime;
        return NotZero(Add(hash, money.Currency));
    }

    static uint Add(uint hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * Prime;
        return hash;
    }

    static uint NotZero(uint hash) => hash == 0 ? 1 : hash;
}

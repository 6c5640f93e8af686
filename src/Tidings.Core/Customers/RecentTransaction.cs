namespace Tidings.Core.Customers;

/// <summary>How far a transaction has come. Each stage may reach us as an event of its own.</summary>
public enum TransactionStage : byte
{
    None = 0,
    /// <summary>A card was used and the use approved.</summary>
    Authorised = 1,
    /// <summary>Reserved.</summary>
    Pending = 2,
    Booked = 3,
}

/// <summary>What is remembered of a transaction to know it again: 16 bytes, hashes only.</summary>
/// <param name="Reference">Hash of kind and reference; 0: it had none.</param>
/// <param name="Amount">Hash of amount and currency.</param>
/// <param name="Party">Hash of kind and merchant or counterparty.</param>
/// <param name="Packed">Minutes since 2024 (29 bits), told (1 bit), stage (2 bits).</param>
public readonly record struct RecentTransaction(uint Reference, uint Amount, uint Party, uint Packed)
{
    static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static RecentTransaction Of(uint reference, uint amount, uint party, DateTimeOffset at, bool told, TransactionStage stage) =>
        new(reference, amount, party, (uint)Minutes(at) << 3 | (told ? 4u : 0) | (uint)stage);

    public TransactionStage Stage => (TransactionStage)(Packed & 3);
    /// <summary>The customer was told of it.</summary>
    public bool Told => (Packed & 4) != 0;
    public DateTimeOffset At => Epoch.AddMinutes(Packed >> 3);

    public RecentTransaction WithTold(bool told) => this with { Packed = told ? Packed | 4u : Packed & ~4u };

    internal static long Minutes(DateTimeOffset at) => Math.Clamp((at - Epoch).Ticks / TimeSpan.TicksPerMinute, 0, (1 << 29) - 1);
}

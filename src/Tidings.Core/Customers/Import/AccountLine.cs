namespace Tidings.Core.Customers.Import;

/// <summary>What one row says of an account; null where it says nothing.</summary>
internal sealed record AccountLine(
    string Id, IReadOnlyList<string> Holders, string Currency, string? Masked, string? Nickname, decimal? LowBalance, decimal? LargeTransaction, string? Iban)
{
    /// <summary>Both rows' holders, and what either says; the field in which they contradict each other instead.</summary>
    public (AccountLine? Both, string? Contradicts) With(AccountLine other)
    {
        var wrong = Currency != other.Currency ? "currency"
            : Differs(Masked, other.Masked) ? "masked"
            : Differs(Nickname, other.Nickname) ? "nickname"
            : Differs(LowBalance, other.LowBalance) ? "lowBalance"
            : Differs(LargeTransaction, other.LargeTransaction) ? "largeTransaction"
            : Differs(Iban, other.Iban) ? "iban"
            : null;
        var holders = Holders.Union(other.Holders, StringComparer.Ordinal).ToArray();
        if (wrong is not null || holders.Length > AccountRules.MostHolders)
            return (null, wrong ?? "holders");
        return (this with
        {
            Holders = holders, Masked = Masked ?? other.Masked, Nickname = Nickname ?? other.Nickname, LowBalance = LowBalance ?? other.LowBalance,
            LargeTransaction = LargeTransaction ?? other.LargeTransaction, Iban = Iban ?? other.Iban,
        }, null);
    }

    public Account ToAccount() => new()
    {
        Id = Id, Holders = Holders, Currency = Currency, Masked = Masked ?? AccountRules.MaskedOf(Iban ?? Id), Nickname = Nickname, LowBalance = LowBalance,
        LargeTransaction = LargeTransaction, Iban = Iban,
    };

    public override string ToString() => "account (redacted)";

    static bool Differs<T>(T one, T other) => one is not null && other is not null && !EqualityComparer<T>.Default.Equals(one, other);
}

namespace Tidings.Core.Customers;

/// <summary>Members of an account that an update may leave as they are registered.</summary>
[Flags]
public enum AccountMembers : byte
{
    None = 0,
    Masked = 1,
    Nickname = 2,
    LowBalance = 4,
    LargeTransaction = 8,
    Iban = 16,
}

/// <summary>An account as a door read it.</summary>
/// <param name="Account">What was not there has the value of an account that is new.</param>
/// <param name="Keeps">What was not there: it stays as it is registered.</param>
public sealed record AccountUpdate(Account Account, AccountMembers Keeps)
{
    /// <summary>The account as it is to be registered, given what is registered now.</summary>
    public Account Over(Account? registered) => registered is null || Keeps == AccountMembers.None ? Account : Account with
    {
        Masked = Kept(AccountMembers.Masked) ? registered.Masked : Account.Masked,
        Nickname = Kept(AccountMembers.Nickname) ? registered.Nickname : Account.Nickname,
        LowBalance = Kept(AccountMembers.LowBalance) ? registered.LowBalance : Account.LowBalance,
        LargeTransaction = Kept(AccountMembers.LargeTransaction) ? registered.LargeTransaction : Account.LargeTransaction,
        Iban = Kept(AccountMembers.Iban) ? registered.Iban : Account.Iban,
    };

    bool Kept(AccountMembers member) => (Keeps & member) != 0;

    public override string ToString() => "account (redacted)";
}

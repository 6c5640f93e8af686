using System.Diagnostics.CodeAnalysis;
using Tidings.Core.Customers;

namespace Tidings.Server.Partitions;

/// <summary>Who holds which account: all of it in memory, every change durable before it is seen.</summary>
public interface IAccountDirectory
{
    /// <param name="account">The account's id, or its IBAN, without spaces and in capitals.</param>
    bool TryGet(string account, [NotNullWhen(true)] out Account? found);
    int Count { get; }

    /// <summary>Registers or replaces accounts in one transaction.</summary>
    ValueTask Put(IReadOnlyList<Account> accounts, CancellationToken cancel) => Update([.. accounts.Select(account => new AccountUpdate(account, AccountMembers.None))], cancel);

    /// <summary>Registers or changes accounts in one transaction; each is laid over what is registered by then.</summary>
    ValueTask Update(IReadOnlyList<AccountUpdate> updates, CancellationToken cancel);
}

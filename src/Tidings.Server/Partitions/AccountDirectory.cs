using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Partitions;

internal sealed class AccountDirectory(IStore store) : IAccountDirectory
{
    readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    public int Count => _accounts.Count;

    public async ValueTask Load(CancellationToken cancel)
    {
        await foreach (var row in store.ReadAccounts(cancel))
            _accounts[row.Account] = MemoryPackSerializer.Deserialize<Account>(row.Body.Span)
                ?? throw new InvalidDataException("An account row is empty.");
    }

    public bool TryGet(string account, [NotNullWhen(true)] out Account? found) => _accounts.TryGetValue(account, out found);

    public async ValueTask Put(IReadOnlyList<Account> accounts, CancellationToken cancel)
    {
        var rows = new AccountRow[accounts.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new(accounts[i].Id, MemoryPackSerializer.Serialize(accounts[i]));
        await store.Commit(new() { Accounts = rows });
        foreach (var account in accounts)
            _accounts[account.Id] = account;
    }
}

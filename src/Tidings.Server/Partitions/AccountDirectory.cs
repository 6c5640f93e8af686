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
    readonly ConcurrentDictionary<string, Account> _byIban = new(StringComparer.Ordinal);
    // One writer at a time: otherwise two who change the same account might leave another in memory than in the store.
    readonly SemaphoreSlim _writing = new(1);

    public int Count => _accounts.Count;

    public async ValueTask Load(CancellationToken cancel)
    {
        await foreach (var row in store.ReadAccounts(cancel))
            Remember(MemoryPackSerializer.Deserialize<Account>(row.Body.Span) ?? throw new InvalidDataException("An account row is empty."));
    }

    public bool TryGet(string account, [NotNullWhen(true)] out Account? found) =>
        _accounts.TryGetValue(account, out found) || _byIban.TryGetValue(account, out found);

    public async ValueTask Update(IReadOnlyList<AccountUpdate> updates, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            var accounts = new Dictionary<string, Account>(updates.Count, StringComparer.Ordinal);
            foreach (var update in updates)
                accounts[update.Account.Id] = update.Over(accounts.GetValueOrDefault(update.Account.Id) ?? _accounts.GetValueOrDefault(update.Account.Id));
            var rows = new List<AccountRow>(accounts.Count);
            foreach (var account in accounts.Values)
                rows.Add(new(account.Id, MemoryPackSerializer.Serialize(account)));
            if (rows.Count == 0)
                return;
            await store.Commit(new() { Accounts = rows });
            foreach (var account in accounts.Values)
                Remember(account);
        }
        finally
        {
            _writing.Release();
        }
    }

    void Remember(Account account)
    {
        if (_accounts.TryGetValue(account.Id, out var before) && IbanOf(before) is { } old && _byIban.TryGetValue(old, out var holder) && holder.Id == account.Id)
            _byIban.TryRemove(old, out _);
        _accounts[account.Id] = account;
        if (IbanOf(account) is { } iban)
            _byIban[iban] = account;
    }

    // Banks whose ids are IBANs may write them with spaces; files do not.
    static string? IbanOf(Account account) => account.Iban ?? Iban.Normalise(account.Id);
}

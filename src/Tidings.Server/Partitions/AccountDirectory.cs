using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

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

    /// <summary>
    /// Takes a customer who was erased out of all accounts: where nobody else holds one, its key is destroyed and it is gone; a joint account stays with the others. The
    /// accounts that are gone.
    /// </summary>
    public async ValueTask<int> Erase(string customer, KeyRing ring, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            Account[] held = [.. _accounts.Values.Where(account => account.Holders.Contains(customer))];
            Account[] joint = [.. held.Where(static account => account.Holders.Count > 1).Select(account => account with { Holders = [.. account.Holders.Where(holder => holder != customer)] })];
            if (joint.Length > 0)
                await store.Commit(new() { Accounts = [.. joint.Select(static account => new AccountRow(account.Id, MemoryPackSerializer.Serialize(account)))] });
            foreach (var account in joint)
                Remember(account);
            foreach (var account in held.Where(static account => account.Holders.Count == 1))
            {
                await ring.DestroyAccount(account.Id, cancel);
                _accounts.TryRemove(account.Id, out _);
                if (IbanOf(account) is { } iban && _byIban.TryGetValue(iban, out var holder) && holder.Id == account.Id)
                    _byIban.TryRemove(iban, out _);
            }
            return held.Length - joint.Length;
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

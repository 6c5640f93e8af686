using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Server.Partitions;

/// <param name="ring">Null: nothing is sealed.</param>
internal sealed class AccountDirectory(IStore store, KeyRing? ring = null) : IAccountDirectory
{
    const int RetiredAtOnce = 1000;

    readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Account> _byIban = new(StringComparer.Ordinal);
    // Accounts that were written with other holders, and whose keys of before are still to be destroyed.
    readonly Dictionary<string, uint> _retiring = new(StringComparer.Ordinal);
    // One writer at a time: otherwise two who change the same account might leave another in memory than in the store.
    readonly SemaphoreSlim _writing = new(1);

    public int Count => _accounts.Count;

    public async ValueTask Load(CancellationToken cancel)
    {
        await foreach (var row in store.ReadAccounts(cancel))
            Remember(MemoryPackSerializer.Deserialize<Account>(row.Body.Span) ?? throw new InvalidDataException("An account row is empty."));
        if (ring is null)
            return;
        // A crash may have come between the account and the end of its older keys.
        foreach (var some in _accounts.Values.Where(static account => account.HeldSince > 0).Chunk(RetiredAtOnce))
        {
            var since = some.ToDictionary(static account => account.Id, static account => account.HeldSince, StringComparer.Ordinal);
            try
            {
                await ring.RetireAccounts(since, cancel);
            }
            catch (StoreUnavailableException)
            {
                // The disk of the keys is full, say: nothing that is sent needs it, and the next change does it.
                foreach (var (account, version) in since)
                    _retiring[account] = version;
            }
        }
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
            if (accounts.Count > 0)
                await Write([.. accounts.Values], cancel);
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
    public async ValueTask<int> Erase(string customer, KeyRing keys, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            Account[] held = [.. _accounts.Values.Where(account => account.Holders.Contains(customer))];
            Account[] joint = [.. held.Where(static account => account.Holders.Count > 1).Select(account => account with { Holders = [.. account.Holders.Where(holder => holder != customer)] })];
            if (joint.Length > 0)
                await Write(joint, cancel);
            foreach (var account in held.Where(static account => account.Holders.Count == 1))
            {
                await keys.DestroyAccount(account.Id, cancel);
                _retiring.Remove(account.Id);
                _accounts.TryRemove(account.Id, out _);
                if (IbanOf(account) is { } iban && _byIban.TryGetValue(iban, out var holder) && holder.Id == account.Id)
                    _byIban.TryRemove(iban, out _);
            }
            // Also what an attempt before left: this says that nothing of him can be read.
            await Retire();
            return held.Length - joint.Length;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// An account with other holders (or of which nothing is known here, and there is a key) is sealed under a new key, and the older ones are destroyed once it is durable: whoever puts a row of before back, puts back what nobody can read. The keys lie apart
    /// from the data, where he does not write. In this order a crash leaves an account that opens, and the next start destroys what is left.
    /// </summary>
    async ValueTask Write(Account[] accounts, CancellationToken cancel)
    {
        for (var i = 0; i < accounts.Length; i++)
            accounts[i] = accounts[i] with { HeldSince = _accounts.GetValueOrDefault(accounts[i].Id)?.HeldSince ?? 0 };
        string[] others = ring is null ? [] : [.. accounts.Where(account => !(_accounts.TryGetValue(account.Id, out var before) && HaveSameHolders(before, account))).Select(static account => account.Id)];
        if (others.Length > 0)
        {
            var versions = await ring!.RotateAccounts(others, cancel);
            for (var i = 0; i < accounts.Length; i++)
                if (versions.TryGetValue(accounts[i].Id, out var version))
                    accounts[i] = accounts[i] with { HeldSince = version };
            foreach (var account in accounts.Where(account => versions.ContainsKey(account.Id)))
                _retiring[account.Id] = account.HeldSince;
        }
        try
        {
            await store.Commit(new() { Accounts = [.. accounts.Select(static account => new AccountRow(account.Id, MemoryPackSerializer.Serialize(account)))] });
        }
        catch
        {
            // Written or not, who knows: what stands there must open. The next start looks at what it says.
            foreach (var account in others)
                _retiring.Remove(account);
            throw;
        }
        foreach (var account in accounts)
            Remember(account);
        await Retire();
    }

    /// <summary>Once an account is durable this is done to the end. Where it fails, the caller hears of it, and the next change does it.</summary>
    async ValueTask Retire()
    {
        if (_retiring.Count == 0)
            return;
        await ring!.RetireAccounts(_retiring, CancellationToken.None);
        _retiring.Clear();
    }

    static bool HaveSameHolders(Account before, Account now) => before.Holders.Count == now.Holders.Count && !before.Holders.Except(now.Holders, StringComparer.Ordinal).Any();

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

using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>Keys of accounts whose holders are others from now on: what was written of them before is to open no more.</summary>
internal sealed partial class SubjectKeys
{
    /// <summary>
    /// Gives each of these accounts a new version of its key, all in one durable transaction. The versions, by account; one without a key is absent, since nothing of it opens in any case.
    /// </summary>
    public async ValueTask<IReadOnlyDictionary<string, uint>> RotateAccounts(IReadOnlyCollection<string> accounts, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var (versions, keys, under) = (new Dictionary<string, uint>(StringComparer.Ordinal), new List<DataKeyRow>(), (await masters.Get(cancel).ConfigureAwait(false)).Newest);
            foreach (var (account, rows) in await OfAccounts(accounts, cancel).ConfigureAwait(false))
            {
                if (rows.All(static row => row.Destroyed))
                    continue;
                var version = rows.Max(static row => row.Version) + 1;
                keys.Add(NewKey(rows[0].Subject, version, under));
                versions.Add(account, (uint)version);
            }
            if (keys.Count > 0)
                await store.AddKeys(keys, cancel).ConfigureAwait(false);
            return versions;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Destroys, of each of these accounts, the versions before the one that is given with it. How many there were still.</summary>
    public async ValueTask<int> RetireAccounts(IReadOnlyDictionary<string, uint> from, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            (string Subject, int Version)[] old =
            [
                .. (await OfAccounts(from.Keys, cancel).ConfigureAwait(false)).SelectMany(known => known.Value.Where(row => !row.Destroyed && row.Version < from[known.Key]))
                    .Select(static row => (row.Subject, row.Version)),
            ];
            return old.Length == 0 ? 0 : await store.DestroyVersions(old, time.GetUtcNow(), cancel).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>All versions of their keys, by account; accounts without one are absent. Keys of accounts are not kept in memory.</summary>
    async ValueTask<Dictionary<string, List<DataKeyRow>>> OfAccounts(IEnumerable<string> accounts, CancellationToken cancel)
    {
        var indexes = (await masters.Get(cancel).ConfigureAwait(false)).Indexes;
        var tokens = accounts.Distinct(StringComparer.Ordinal)
            .ToDictionary(static id => id, id => indexes.Select(index => index.Token(SubjectKind.Account, id)).ToArray(), StringComparer.Ordinal);
        var rows = Rows(await store.ReadKeys([.. tokens.Values.SelectMany(static some => some)], cancel).ConfigureAwait(false));
        var found = new Dictionary<string, List<DataKeyRow>>(StringComparer.Ordinal);
        foreach (var (account, some) in tokens)
        {
            if (some.FirstOrDefault(rows.ContainsKey) is { } token)
                found.Add(account, rows[token]);
        }
        return found;
    }
}

using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>
/// Data keys of customers and accounts: read in batches, made in batches, in one durable transaction before anything is sealed under them. Each lies in the key store
/// wrapped by a key-encryption key, and opens at its own subject and version only.
/// </summary>
internal sealed partial class SubjectKeys(IKeyStore store, MasterKeys masters, KeyLimits limits, TimeProvider time) : IDisposable
{
    readonly SubjectCache cache = new(limits, time);
    // Who reads or makes keys and puts them into the cache, and who destroys or replaces them, take turns: a key that was destroyed while it was read would stay in memory.
    readonly SemaphoreSlim turn = new(1);

    public int InMemory => cache.Count;

    /// <summary>The subject of a customer, from memory.</summary>
    public bool TryGetCustomer(string customer, out Subject found) => cache.TryGetCustomer(customer, out found);

    /// <summary>A subject by its token, from memory.</summary>
    public bool TryGet(string token, out Subject found) => cache.TryGet(token, out found);

    /// <summary>The token under which a subject's rows stand; it has no key yet where it is not known, and gets the newest index's token then.</summary>
    public async ValueTask<string[]> Tokens(SubjectKind kind, string id, CancellationToken cancel)
    {
        var indexes = (await masters.Get(cancel).ConfigureAwait(false)).Indexes;
        return [.. indexes.Select(index => index.Token(kind, id))];
    }

    /// <summary>
    /// Subjects by their ids; those of accounts are not kept, since accounts are read at start and written now and then. Where <paramref name="make"/>, those without a key that may be sealed under get one; without, those that are not known are absent.
    /// </summary>
    public async ValueTask<HeldSubjects> OfIds(SubjectKind kind, IReadOnlyCollection<string> ids, bool make, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var set = await masters.Get(cancel).ConfigureAwait(false);
            var candidates = ids.Distinct(StringComparer.Ordinal).ToDictionary(static id => id, id => set.Indexes.Select(index => index.Token(kind, id)).ToArray(), StringComparer.Ordinal);
            var rows = Rows(await store.ReadKeys([.. candidates.Values.SelectMany(static tokens => tokens)], cancel).ConfigureAwait(false));
            var found = new Dictionary<string, Subject>(StringComparer.Ordinal);
            var missing = new List<(string Id, DataKeyRow Row)>();
            foreach (var (id, tokens) in candidates)
            {
                // Who has a key keeps the token of the index under which it was made: rows stand under it.
                var token = tokens.FirstOrDefault(rows.ContainsKey) ?? tokens[0];
                var subject = Unwrap(token, rows.GetValueOrDefault(token) ?? [], set);
                if (subject.Newest is not null || (subject.HighestVersion > 0 && !make))
                    found[id] = subject;
                else if (make)
                    missing.Add((id, NewKey(token, (int)subject.HighestVersion + 1, set.Newest)));
            }
            if (missing.Count > 0)
            {
                var stand = await store.AddKeys([.. missing.Select(static one => one.Row)], cancel).ConfigureAwait(false);
                for (var i = 0; i < stand.Count; i++)
                    found[missing[i].Id] = Unwrap(stand[i].Subject, [.. rows.GetValueOrDefault(stand[i].Subject) ?? [], stand[i]], set);
            }
            var held = new HeldSubjects();
            foreach (var (id, subject) in found)
            {
                held.TryAdd(id, subject);
                if (kind == SubjectKind.Account)
                    subject.Drop();
                else
                    cache.Put(subject, kind == SubjectKind.Customer ? id : null);
            }
            return held;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>After it, no key is added any more under a key-encryption key that was the newest before it: a pass over all keys then misses none.</summary>
    public async ValueTask Settle(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        turn.Release();
    }

    /// <summary>Subjects by the tokens that rows name. A token that the key store does not know at all is absent.</summary>
    /// <param name="keep">Whether they will be needed again soon.</param>
    public async ValueTask<HeldSubjects> OfTokens(IReadOnlyCollection<string> tokens, bool keep, CancellationToken cancel)
    {
        var found = new HeldSubjects();
        var absent = new List<string>();
        foreach (var token in tokens.Distinct(StringComparer.Ordinal))
        {
            if (!cache.TryGet(token, out var held) || !found.TryAdd(token, held))
                absent.Add(token);
        }
        if (absent.Count == 0)
            return found;
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var set = await masters.Get(cancel).ConfigureAwait(false);
            foreach (var (token, rows) in Rows(await store.ReadKeys(absent, cancel).ConfigureAwait(false)))
            {
                var subject = Unwrap(token, rows, set);
                found.TryAdd(token, subject);
                if (keep)
                    cache.Put(subject, null);
                else
                    subject.Drop();
            }
            return found;
        }
        catch
        {
            found.Dispose();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    static Dictionary<string, List<DataKeyRow>> Rows(IReadOnlyList<DataKeyRow> rows)
    {
        var found = new Dictionary<string, List<DataKeyRow>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!found.TryGetValue(row.Subject, out var versions))
                found.Add(row.Subject, versions = []);
            versions.Add(row);
        }
        return found;
    }

    Subject Unwrap(string token, IReadOnlyList<DataKeyRow> rows, MasterSet set)
    {
        var keys = new List<SealingKey>(rows.Count);
        var destroyed = new List<uint>();
        foreach (var row in rows)
        {
            if (row.Destroyed)
                destroyed.Add((uint)row.Version);
            else
                keys.Add(Unwrap(row, set));
        }
        keys.Sort(static (a, b) => a.Version.CompareTo(b.Version));
        return new Subject(token, [.. keys], [.. destroyed], time.GetTimestamp());
    }

    SealingKey Unwrap(DataKeyRow row, MasterSet set)
    {
        Span<byte> key = stackalloc byte[SealingKey.KeyBytes];
        try
        {
            OpenInto(row, set, key);
            return SealingKey.Derive(key, (uint)row.Version);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    void OpenInto(DataKeyRow row, MasterSet set, Span<byte> key)
    {
        var wrapped = row.Wrapped.Span;
        if (Sealer.PlainLength(wrapped.Length) != SealingKey.KeyBytes)
            throw new SealRefusedException();
        var place = WrapPlace.Of(masters.Installation, row.Subject, row.Version);
        switch (Sealer.Open(set.Wrapping(Sealer.VersionOf(wrapped)), place.Context, wrapped, key))
        {
            case Opening.Opened:
                return;
            case Opening.KeyDropped:
                throw new StoreUnavailableException("The installation's keys were dropped at this moment.", new SealRefusedException());
            default:
                throw new SealRefusedException();
        }
    }

    DataKeyRow NewKey(string token, int version, SealingKey under)
    {
        Span<byte> key = stackalloc byte[SealingKey.KeyBytes];
        RandomNumberGenerator.Fill(key);
        try
        {
            return new(0, token, version, Wrap(key, token, version, under));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    byte[] Wrap(ReadOnlySpan<byte> key, string token, int version, SealingKey under)
    {
        var wrapped = new byte[Sealer.SealedLength(key.Length)];
        if (!Sealer.Seal(under, WrapPlace.Of(masters.Installation, token, version).Context, key, wrapped))
            throw new StoreUnavailableException("The installation's keys were dropped at this moment.", new SealRefusedException());
        return wrapped;
    }

    /// <summary>Zeroes keys that are past their time.</summary>
    public void Tidy() => cache.Tidy();

    public void Dispose() => cache.Dispose();
}

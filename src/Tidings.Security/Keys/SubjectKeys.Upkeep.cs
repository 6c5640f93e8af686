using System.Security.Cryptography;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

internal sealed partial class SubjectKeys
{
    const int PageKeys = 500;

    /// <summary>
    /// Destroys a subject's keys: what is sealed under them, in every copy of the data, opens no more. The number of keys destroyed; 0 where there was none.
    /// </summary>
    public async ValueTask<int> Destroy(SubjectKind kind, string id, CancellationToken cancel)
    {
        var tokens = await Tokens(kind, id, cancel).ConfigureAwait(false);
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await store.Destroy(tokens, time.GetUtcNow(), cancel).ConfigureAwait(false);
        }
        finally
        {
            // Also where the call fails: it may have been done all the same, and what is there is read back.
            foreach (var token in tokens)
                cache.Remove(token);
            turn.Release();
        }
    }

    /// <summary>Gives a subject a new version of its key: under it is sealed from now on; what older ones sealed still opens. Null: it has none.</summary>
    public async ValueTask<uint?> Rotate(SubjectKind kind, string id, CancellationToken cancel)
    {
        using var found = await OfIds(kind, [id], make: false, cancel).ConfigureAwait(false);
        if (found.Find(id) is not { Newest: not null } subject)
            return null;
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var set = await masters.Get(cancel).ConfigureAwait(false);
            var version = subject.HighestVersion + 1;
            await store.AddKeys([NewKey(subject.Token, (int)version, set.Newest)], cancel).ConfigureAwait(false);
            cache.Remove(subject.Token);
            return version;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Wraps every data key that is not under the newest key-encryption key anew, in pages, while traffic flows. What it did is told after each page. It may be cut off at any
    /// moment and begun again.
    /// </summary>
    public async Task<RewrapProgress> Rewrap(IProgress<RewrapProgress>? progress, CancellationToken cancel)
    {
        var done = new RewrapProgress(0, 0);
        var after = 0L;
        while (await store.ReadPage(after, PageKeys, cancel).ConfigureAwait(false) is { Count: > 0 } page)
        {
            var set = await masters.Get(cancel).ConfigureAwait(false);
            Rewrapping[] changes = [.. page.Where(row => !row.Destroyed && Sealer.VersionOf(row.Wrapped.Span) != set.Newest.Version).Select(row => Again(row, set))];
            var changed = changes.Length == 0 ? 0 : await store.Rewrap(changes, cancel).ConfigureAwait(false);
            done = new(done.Seen + page.Count, done.Rewrapped + changed);
            progress?.Report(done);
            after = page[^1].Position;
        }
        return done;
    }

    Rewrapping Again(DataKeyRow row, MasterSet set)
    {
        Span<byte> key = stackalloc byte[SealingKey.KeyBytes];
        try
        {
            OpenInto(row, set, key);
            return new(row.Position, row.Wrapped, Wrap(key, row.Subject, row.Version, set.Newest));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>How many data keys lie under each key-encryption key, and how many are destroyed.</summary>
    public async ValueTask<(IReadOnlyDictionary<uint, long> Under, long Destroyed)> Count(CancellationToken cancel)
    {
        var (under, destroyed, after) = (new Dictionary<uint, long>(), 0L, 0L);
        while (await store.ReadPage(after, PageKeys, cancel).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                if (row.Destroyed)
                    destroyed++;
                else
                    under[Sealer.VersionOf(row.Wrapped.Span)] = under.GetValueOrDefault(Sealer.VersionOf(row.Wrapped.Span)) + 1;
            }
            after = page[^1].Position;
        }
        return (under, destroyed);
    }

    /// <summary>The token of a subject that has or had a key; null: it never had one. Opens no key.</summary>
    public async ValueTask<string?> KnownToken(SubjectKind kind, string id, CancellationToken cancel)
    {
        var tokens = await Tokens(kind, id, cancel).ConfigureAwait(false);
        var rows = await store.ReadKeys(tokens, cancel).ConfigureAwait(false);
        return tokens.FirstOrDefault(token => rows.Any(row => row.Subject == token));
    }

    /// <summary>Versions of the key-encryption key under which at least one data key lies.</summary>
    public async ValueTask<IReadOnlySet<uint>> VersionsInUse(CancellationToken cancel)
    {
        var used = new HashSet<uint>();
        var after = 0L;
        while (await store.ReadPage(after, PageKeys, cancel).ConfigureAwait(false) is { Count: > 0 } page)
        {
            used.UnionWith(page.Where(static row => !row.Destroyed).Select(static row => Sealer.VersionOf(row.Wrapped.Span)));
            after = page[^1].Position;
        }
        return used;
    }
}

/// <summary>How far a pass over the data keys has come.</summary>
/// <param name="Seen">Keys looked at.</param>
/// <param name="Rewrapped">Of them, wrapped anew.</param>
public readonly record struct RewrapProgress(long Seen, long Rewrapped);

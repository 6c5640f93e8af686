using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Keys;

/// <summary>New versions of data keys, and the end of those that nothing is sealed under any more.</summary>
internal sealed partial class SubjectKeys
{
    /// <summary>Where the order of all keys ends now: a key that is made later stands after it.</summary>
    public async ValueTask<long> LastPosition(CancellationToken cancel)
    {
        var last = 0L;
        while (await store.ReadPage(last, PageKeys, cancel).ConfigureAwait(false) is { Count: > 0 } page)
            last = page[^1].Position;
        return last;
    }

    /// <summary>
    /// Gives every subject that has a key a new version of it, in pages, while traffic flows. Cut off, those that it came to have theirs, and asked again it gives everybody a further one.
    /// </summary>
    public async Task<RewrapProgress> RotateAll(IProgress<RewrapProgress>? progress, CancellationToken cancel)
    {
        var (done, after, last) = (new RewrapProgress(0, 0), 0L, await LastPosition(cancel).ConfigureAwait(false));
        while (after < last && await store.ReadPage(after, PageKeys, cancel).ConfigureAwait(false) is { Count: > 0 } page)
        {
            DataKeyRow[] seen = [.. page.Where(row => row.Position <= last)];
            var made = await NewVersions(seen, last, cancel).ConfigureAwait(false);
            done = new(done.Seen + seen.Length, done.Rewrapped + made);
            progress?.Report(done);
            after = page[^1].Position;
        }
        return done;
    }

    /// <summary>Of the keys in these rows, those that are their subject's newest are followed by a new version.</summary>
    async ValueTask<int> NewVersions(IReadOnlyList<DataKeyRow> page, long last, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var set = await masters.Get(cancel).ConfigureAwait(false);
            var rows = Rows(await store.ReadKeys([.. page.Select(static row => row.Subject).Distinct(StringComparer.Ordinal)], cancel).ConfigureAwait(false));
            DataKeyRow[] keys =
            [
                .. page.Where(row => !row.Destroyed && rows[row.Subject].All(other => other.Version <= row.Version))
                    .Select(row => NewKey(row.Subject, row.Version + 1, set.Newest)),
            ];
            if (keys.Length == 0)
                return 0;
            await store.AddKeys(keys, cancel).ConfigureAwait(false);
            foreach (var key in keys)
                cache.Remove(key.Subject);
            return keys.Length;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Destroys, of each subject, the versions before the newest one that stood at or before <paramref name="last"/>. The caller has seen that no value names them any more.
    /// </summary>
    /// <param name="spared">Tokens of subjects of whom the caller has not seen it: all their versions stay.</param>
    public async Task<int> Retire(long last, IReadOnlySet<string> spared, CancellationToken cancel)
    {
        var (retired, after) = (0, 0L);
        while (after < last && await store.ReadPage(after, PageKeys, cancel).ConfigureAwait(false) is { Count: > 0 } page)
        {
            retired += await RetirePage([.. page.Where(row => !spared.Contains(row.Subject))], last, cancel).ConfigureAwait(false);
            after = page[^1].Position;
        }
        return retired;
    }

    async ValueTask<int> RetirePage(IReadOnlyList<DataKeyRow> page, long last, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var rows = Rows(await store.ReadKeys([.. page.Select(static row => row.Subject).Distinct(StringComparer.Ordinal)], cancel).ConfigureAwait(false));
            (string Subject, int Version)[] old =
            [
                .. page.Where(row => !row.Destroyed && rows[row.Subject].Any(other => other.Version > row.Version && other.Position <= last && !other.Destroyed))
                    .Select(static row => (row.Subject, row.Version)),
            ];
            if (old.Length == 0)
                return 0;
            try
            {
                return await store.DestroyVersions(old, time.GetUtcNow(), cancel).ConfigureAwait(false);
            }
            finally
            {
                foreach (var (subject, _) in old)
                    cache.Remove(subject);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Gives the subject of this token a new version of its key. Null: it has none.</summary>
    public async ValueTask<uint?> RotateToken(string token, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var rows = await store.ReadKeys([token], cancel).ConfigureAwait(false);
            if (rows.All(static row => row.Destroyed))
                return null;
            var version = rows.Max(static row => row.Version) + 1;
            await store.AddKeys([NewKey(token, version, (await masters.Get(cancel).ConfigureAwait(false)).Newest)], cancel).ConfigureAwait(false);
            cache.Remove(token);
            return (uint)version;
        }
        finally
        {
            turn.Release();
        }
    }
}

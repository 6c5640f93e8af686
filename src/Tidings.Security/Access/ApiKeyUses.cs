using System.Collections.Concurrent;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access;

/// <summary>On which day each key was used last: noted in memory by whoever checks a key, written behind.</summary>
internal sealed class ApiKeyUses(IStore store, TimeProvider clock)
{
    internal sealed class Mark
    {
        /// <summary>As <see cref="DateOnly.DayNumber"/>; what is stored, and what was seen since.</summary>
        public int Stored, Seen;
        public int Version;
    }

    readonly ConcurrentDictionary<string, Mark> _marks = new(StringComparer.Ordinal);

    public Mark Of(string id) => _marks.GetOrAdd(id, static _ => new());

    public async ValueTask Read(CancellationToken cancel)
    {
        foreach (var row in await store.ReadDocuments(ApiKeyUse.Kind, allVersions: false, cancel))
            if (!row.Body.IsEmpty && ApiKeyUse.Of(row.Body.Span) is { } use)
                (Of(row.Id).Version, Of(row.Id).Stored) = (row.Version, use.Day.DayNumber);
    }

    /// <summary>Writes the days that are newer than what is stored. Another node may be faster with the same day: then there is nothing left to write.</summary>
    public async ValueTask Write(CancellationToken cancel)
    {
        List<DocumentRow> rows = [];
        foreach (var (id, mark) in _marks)
            if (Volatile.Read(ref mark.Seen) > mark.Stored)
                rows.Add(new(ApiKeyUse.Kind, id, mark.Version + 1, clock.GetUtcNow(), new ApiKeyUse(DateOnly.FromDayNumber(mark.Seen)).ToBytes()));
        if (rows.Count == 0)
            return;
        try
        {
            await store.Commit(new() { Documents = rows, LowPriority = true });
        }
        catch (StoreConflictException)
        {
            // Read below.
        }
        await Read(cancel);
    }
}

using Tidings.Core.Ports;
using Tidings.Security.Access;

namespace Tidings.Server.Audit;

/// <summary>Finds acts, the newest first. They have no index but their time: a page that looks for something rare ends after so many, and says where to go on.</summary>
internal sealed class ActSearch(IStore store)
{
    const int RowsARead = 500;

    /// <summary>Acts that one page looks at.</summary>
    internal const int MostLookedAt = 20 * RowsARead;

    public async Task<ActList> Find(ActQuery query, CancellationToken cancel)
    {
        var found = new List<ActShown>();
        var before = query.Before;
        var lowest = query.From is { } from ? DocumentActs.FirstId(from) : "";
        for (var looked = 0; looked < MostLookedAt;)
        {
            var rows = await store.ReadLastDocuments(DocumentActs.Kind, before, RowsARead, cancel);
            foreach (var row in rows)
            {
                if (string.CompareOrdinal(row.Id, lowest) < 0)
                    return new(found);
                before = row.Id;
                var act = DocumentActs.Of(row);
                if (!query.Takes(row, act))
                    continue;
                found.Add(new(row.Id, row.At, act.Actor, act.Name, act.Subject, act.Reason));
                if (found.Count == query.Limit)
                    return new(found, before);
            }
            if (rows.Count < RowsARead)
                return new(found);
            looked += rows.Count;
        }
        return new(found, before);
    }
}

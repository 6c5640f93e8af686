using System.Globalization;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Audit;

/// <summary>What a tally shows to be missing, for people: a sentence each.</summary>
internal static class TallyLacks
{
    public static IEnumerable<string> Of(TallyRead read)
    {
        if (read.Kept is not { } kept)
            return ["The tally of the store's rows is missing, was changed, or is not as far as the log: which rows are gone cannot be said."];
        var found = read.Found;
        return ((string?[])
        [
            Count("submissions", kept.Before + kept.After, found.Before + found.After),
            Count("texts that wait for their time", kept.Deferred, found.Deferred),
            Count("claimed windows", kept.Claims, found.Claims),
            Count("states of customers", kept.Profiles, found.Profiles),
            Count("accounts", kept.Accounts, found.Accounts),
            Count("documents", kept.Documents, found.Documents),
            Count("rows of sources", kept.Sources, found.Sources),
            Replaced(kept, found),
            kept.Sources != found.Sources || kept.Reach == found.Reach ? null : "What a source has brought, or how far a partition's snapshots reach, is not what was written last: it was put back, changed or dropped.",
            kept.Mark == found.Mark ? null : "The mark of dispatch is not the one that was written: it was put back or dropped.",
        ]).OfType<string>();
    }

    /// <summary>Something of what says what was sent: a text without an answer may have left.</summary>
    public static bool MayLackSubmissions(TallyRead read) =>
        read.Kept is not { } kept || kept.After != read.Found.After || kept.Deferred != read.Found.Deferred || kept.Claims != read.Found.Claims || kept.Mark != read.Found.Mark;

    /// <summary>Where a count differs, so do its keys.</summary>
    static string? Replaced(in StoreTally kept, in StoreTally found) =>
        (kept.Keys != found.Keys && kept.Deferred == found.Deferred && kept.Documents == found.Documents)
        || (kept.WholeKeys != found.WholeKeys && kept.Profiles == found.Profiles && kept.Accounts == found.Accounts)
            ? "A document, a state, an account or a text that waits stands in the place of another one that was dropped." : null;

    static string? Count(string rows, long there, long found) => there == found ? null
        : string.Create(CultureInfo.InvariantCulture, $"There should be {there} {rows}, and there are {found}: {(found < there ? "some were dropped" : "some were added")}.");
}

using System.Globalization;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver;

namespace Tidings.Server.Audit;

/// <summary>
/// Looks for rows that are gone and have no entry in the log. What must be there by what is: below the mark of dispatch every text is settled or deferred, and a receipt is of something that was
/// sent. The rest by the tally, which says how many there are of each kind.
/// </summary>
internal sealed class RowCheck(IStore store)
{
    const int Page = 500;

    MessageId _mark;
    HashSet<MessageId>? _deferred;

    /// <summary>What an event's row and its facts show to be missing, for people; null: nothing.</summary>
    public async ValueTask<string?> Missing(MessageFacts facts, DecidedEvent decided, CancellationToken cancel)
    {
        if (_deferred is null)
            await Load(cancel);
        foreach (var receipt in facts.Receipts)
            if (!facts.Submissions.Any(row => row.Message == receipt.Message && row.Segment == receipt.Segment))
                return $"A receipt of {receipt.Message} is in the store, and nothing says that it was sent: its submission was dropped.";
        for (var i = 0; i < decided.Messages.Count; i++)
        {
            var id = new MessageId(facts.Row.Id.Value + i);
            if (id.Value >= _mark.Value)
                break;
            if (!_deferred!.Contains(id) && !facts.Submissions.Any(row => row.Message == id && row.Settles))
                return $"{id} is neither sent nor waiting, though all up to {_mark} are: its submission was dropped.";
        }
        return null;
    }

    /// <summary>What the tally shows to be missing; null: nothing, or there is none yet.</summary>
    public async ValueTask<string?> Missing(CancellationToken cancel)
    {
        if (await store.ReadTally(whole: true, cancel) is not { } read)
            return null;
        if (read.Kept is not { } kept)
            return "The tally of the store's rows is missing, was changed, or is not as far as the log: which rows are gone cannot be said.";
        return Of("submissions", kept.Before + kept.After, read.Found.Before + read.Found.After)
            ?? Of("texts that wait for their time", kept.Deferred, read.Found.Deferred) ?? Of("claimed windows", kept.Claims, read.Found.Claims)
            ?? Of("states of customers", kept.Profiles, read.Found.Profiles) ?? Of("accounts", kept.Accounts, read.Found.Accounts)
            ?? Of("documents", kept.Documents, read.Found.Documents)
            ?? (kept.Keys == read.Found.Keys && kept.WholeKeys == read.Found.WholeKeys ? null : "A document, a state, an account or a text that waits stands in the place of another one that was dropped.")
            ?? (kept.Mark == read.Found.Mark ? null : "The mark of dispatch is not the one that was written: it was put back or dropped.");
    }

    static string? Of(string rows, long there, long found) => there == found ? null
        : string.Create(CultureInfo.InvariantCulture, $"There should be {there} {rows}, and there are {found}: {(found < there ? "some were dropped" : "some were added")}.");

    async ValueTask Load(CancellationToken cancel)
    {
        _mark = await store.ReadDispatchLow(Carriers.Main, cancel);
        _deferred = [];
        var after = default(DeferredRow);
        while (await store.ReadDeferred(Carriers.Main, after, DateTimeOffset.MaxValue, Page, cancel) is { Count: > 0 } page)
        {
            foreach (var row in page)
                _deferred.Add(row.Deferred[0].Id);
            after = page[^1].Deferred[0];
        }
    }
}

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
        foreach (var receipt in Unsent(facts))
            return $"A receipt of {receipt.Message} is in the store, and nothing says that it was sent: its submission was dropped.";
        for (var i = 0; i < decided.Messages.Count; i++)
        {
            var id = new MessageId(facts.Row.Id.Value + i);
            if (!await IsPassed(id, cancel))
                break;
            if (await IsOpen(id, facts, cancel))
                return $"{id} is neither sent nor waiting, though all up to {_mark} are: its submission was dropped.";
        }
        return null;
    }

    /// <summary>What the tally shows to be missing, the first of it; null: nothing, or there is none yet.</summary>
    public async ValueTask<string?> Missing(CancellationToken cancel) => await store.ReadTally(whole: true, cancel) is { } read ? TallyLacks.Of(read).FirstOrDefault() : null;

    /// <summary>Segments that a receipt speaks of, and of which nothing says that they were sent.</summary>
    public static IEnumerable<(MessageId Message, int Segment)> Unsent(MessageFacts facts) =>
        facts.Receipts.Select(static receipt => (receipt.Message, receipt.Segment)).Distinct().Where(receipt => !facts.Submissions.Any(row => row.Message == receipt.Message && row.Segment == receipt.Segment));

    /// <summary>The mark of dispatch is beyond it: it is settled or waits for its time.</summary>
    public async ValueTask<bool> IsPassed(MessageId id, CancellationToken cancel)
    {
        if (_deferred is null)
            await Load(cancel);
        return id.Value < _mark.Value;
    }

    /// <summary>Nothing settles it, and it does not wait for its time.</summary>
    public async ValueTask<bool> IsOpen(MessageId id, MessageFacts facts, CancellationToken cancel)
    {
        if (_deferred is null)
            await Load(cancel);
        return !_deferred!.Contains(id) && !facts.Submissions.Any(row => row.Message == id && row.Settles);
    }

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

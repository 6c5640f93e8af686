using Tidings.Core.Deliver;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// What a start does where the store lacks rows that say what was sent (<see cref="IStore.MayLackSubmissions"/>): a text of before that nothing settles may have left all the same. What a receipt speaks of does
/// not go again; the others go by the rule for what was sent without an answer: alerts again, codes not. Written before the first text leaves.
/// </summary>
internal sealed class MissingAnswers(CarrierQueue queue, IStore store, StoredMessages open, TimeProvider time, ILogger log)
{
    const int Page = 500;

    /// <param name="before">What was decided from then on cannot have left yet.</param>
    public async Task Settle(MessageId from, MessageId before, CancellationToken cancel)
    {
        // A row has the id of its first message: one in which only a later message is missing begins below it.
        var after = new MessageId(from.Value - MessageId.MaxMessagesAnEvent);
        IReadOnlyList<DueRow> page;
        do
        {
            page = await store.ReadDue(queue.Carrier, after, Page, cancel);
            var facts = new List<SubmissionRow>();
            foreach (var row in page.TakeWhile(row => row.Row.Id.Value < before.Value))
                await Judge(row, facts, cancel);
            if (facts.Count > 0)
            {
                await store.Commit(new() { Submissions = facts });
                DeliverLog.AnswersMissing(log, facts.Count, facts.Count(static fact => fact.Settles));
            }
            after = page.Count > 0 ? page[^1].Row.Id : after;
        }
        while (page.Count == Page && after.Value < before.Value);
    }

    async Task Judge(DueRow due, List<SubmissionRow> facts, CancellationToken cancel)
    {
        if (open.Of(due.Row) is not { } messages)
            return;
        var reported = (await store.ReadMessage(due.Row.Id, cancel))?.Receipts.Select(static receipt => receipt.Message).ToHashSet();
        for (var i = 0; i < messages.Count; i++)
        {
            var id = new MessageId(due.Row.Id.Value + i);
            var known = queue.KnownOf(id, due.Submissions);
            if (known.Settled || due.Deferred.Any(waiting => waiting.Id == id))
                continue;
            var result = reported?.Contains(id) == true ? SubmissionResult.InDoubtSpent : InDoubtRule.GoesAgain(messages[i].Class) ? SubmissionResult.ClaimedAgain : SubmissionResult.InDoubtDropped;
            facts.Add(new(id, 0, known.Attempt + 1, time.GetUtcNow(), Carriers.Bind(Carriers.Main, 0), result, null, 0, Settles: result != SubmissionResult.ClaimedAgain));
        }
    }
}

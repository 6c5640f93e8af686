using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Verify;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Decide.Fraud.Cases;
using Tidings.Server.Deliver;
using Tidings.Server.Tell;

namespace Tidings.Server.Partitions;

/// <summary>The rows that one turn of a partition's owner yields, and the messages to offer to delivery once they are durable.</summary>
/// <remarks>Disposed when it is durable; where it never is, the collector takes its memory.</remarks>
internal sealed class JournalBatch(int partition, long epoch, AuditWriter? audit, bool told = false) : IDisposable
{
    readonly List<JournalRow> _rows = [];
    readonly List<DeferredRow> _deferred = [];
    readonly List<(MessageId Id, BankEvent Event, Message Message)> _offers = [];
    readonly List<FeedEntry> _feed = [];
    List<(MessageId Row, string Customer, InboundReply Reply)>? _heard;
    List<(MessageId Row, IReadOnlyList<Msisdn> Numbers)>? _numbers;
    List<DocumentRow>? _documents;
    bool _closes, _isAwaited;
    List<MessageId>? _dead;
    List<(MessageId Row, DateTimeOffset At, Verification Verification)>? _ended;
    List<(MessageId Row, IReadOnlyList<StateChange> Changes)>? _payments;
    readonly RowMemory _memory = new();

    public bool Empty => _rows.Count == 0;
    public MessageId First => _rows[0].Id;
    public MessageId Last => _rows[^1].Id;

    /// <param name="before">The customer as he was before the event.</param>
    public void Add(MessageId id, BankEvent happened, ulong key, Decided decided, CustomerProfile? before, DateTimeOffset now)
    {
        var salts = audit is null ? null : AuditWriter.Salts(decided.Messages.Count, decided.Suppressions.Count);
        var questions = QuestionsOf(decided.Delta);
        // First, since it may fail: a batch holds whole events only.
        _memory.Restart();
        MemoryPackSerializer.Serialize(_memory, new DecidedEvent
        {
            Source = happened.Source,
            EventId = happened.Id,
            Type = happened.Type,
            Time = happened.Time,
            Customer = happened.Customer,
            Messages = decided.Messages,
            Suppressions = decided.Suppressions,
            Reach = happened.Reach,
            Salts = salts,
            Reply = happened.Reply,
            Verification = VerificationOf(happened, decided),
            Closed = ClosedBy(happened, decided),
            Questions = questions,
        });
        var payload = _memory.TakeRow();
        MemoryPackSerializer.Serialize(_memory, decided.Delta);
        var delta = _memory.TakeRow();
        if (salts is not null)
            audit!.Add(id, happened.Customer, decided.Messages, decided.Suppressions, salts, now);
        if (told)
            FactFeed.Add(_feed, id, happened, decided, before, questions?.Count ?? 0, now);
        _isAwaited |= happened.IsAwaited;
        if (happened.Reply is { } reply)
            (_heard ??= []).Add((id, happened.Customer, reply));
        if (happened.Type == EventTypes.CustomerClosed)
        {
            (_documents ??= []).Add(ClosingNote.Of(id, now));
            _closes = true;
        }
        for (var i = 0; i < decided.Delta.Changes.Count; i++)
            switch (decided.Delta.Changes[i])
            {
                case NumbersNoted noted: (_numbers ??= []).Add((id, noted.Numbers)); break;
                case PaymentSeen or PaymentLabelled when _payments is null || _payments[^1].Row != id: (_payments ??= []).Add((id, decided.Delta.Changes)); break;
            }
        foreach (var question in questions ?? [])
            if (question.OpensCase)
                (_documents ??= []).Add(CaseNote.Of(question, happened.Customer, id, now));
        // A closing ends some too.
        if (decided.Verification is not null || happened.Type == EventTypes.CustomerClosed)
        {
            (_dead ??= []).AddRange(DeadTexts.Of(decided.Delta));
            foreach (var ended in DecidedEvents.Ended(decided.Delta))
                (_ended ??= []).Add((id, now, ended));
        }
        var urgent = MessageClass.Reply;
        for (var i = 0; i < decided.Messages.Count; i++)
        {
            var message = decided.Messages[i];
            if (message.Class < urgent)
                urgent = message.Class;
            var messageId = new MessageId(id.Value + i);
            if (message.NotBefore is { } notBefore && notBefore > now)
                _deferred.Add(new(messageId, Carriers.Main, notBefore));
            _offers.Add((messageId, happened, message));
        }
        _rows.Add(new()
        {
            Id = id,
            Partition = partition,
            Customer = happened.Customer,
            EventKey = key,
            Messages = decided.Messages.Count,
            // A customer's text without an answer is of its class all the same: it is purged by it.
            Class = decided.Messages.Count == 0 && happened.Reply is null ? (byte)0 : (byte)urgent,
            Carrier = decided.Messages.Count == 0 ? null : Carriers.Main,
            Payload = payload,
            Delta = delta,
        });
    }

    static List<DecidedQuestion>? QuestionsOf(StateDelta delta)
    {
        List<DecidedQuestion>? questions = null;
        for (var i = 0; i < delta.Changes.Count; i++)
            if (delta.Changes[i] is QuestionKept kept && DecidedQuestion.Of(kept) is { } news)
                (questions ??= []).Add(news);
        return questions;
    }

    static DecidedVerification? VerificationOf(BankEvent happened, Decided decided) => decided.Verification is { Now: { } now, Outcome: var outcome } && (happened.Verification ?? happened.Begins) is { } step
        ? new(now.Key, now.Rows is [var first, ..] ? first : default, now.Purpose, step.Act, outcome, now.Status, now.To?.ToString(), now.Payment)
        {
            Means = now.Means,
            Begun = step.Act == VerificationAct.Start && outcome == VerificationOutcome.Done && now.GoesNowhere && UnknownCustomers.IsOne(happened.Customer) ? now.AsBegun() : null,
        }
        : null;

    /// <summary>What of his was under way when the bank closed the customer.</summary>
    static IReadOnlyList<DecidedVerification>? ClosedBy(BankEvent happened, Decided decided) => happened.Type != EventTypes.CustomerClosed ? null
        : [.. decided.Delta.Changes.OfType<VerificationKept>().Select(static kept => kept.Verification).Select(static now =>
            new DecidedVerification(now.Key, now.Rows is [var first, ..] ? first : default, now.Purpose, VerificationAct.Cancel, VerificationOutcome.Done, now.Status, now.To?.ToString(), now.Payment) { Means = now.Means })];

    public CommitUnit Unit() => new() { Fences = [Fence.OfPartition(partition, epoch)], Journal = _rows, Deferred = _deferred, Documents = _documents ?? [], Audit = audit?.Entries ?? default, Feed = _feed, IsAwaited = _isAwaited };

    public void Offer(IDispatch dispatch)
    {
        foreach (var (id, happened, message) in _offers)
            dispatch.Offer(Carriers.Main, id, happened.Customer, message);
        foreach (var (row, customer, reply) in _heard ?? [])
            dispatch.Heard(row, customer, reply);
        foreach (var (row, numbers) in _numbers ?? [])
            dispatch.Noted(row, numbers);
        foreach (var dead in _dead ?? [])
            dispatch.Dead(dead);
        foreach (var (row, at, ended) in _ended ?? [])
        {
            if (ended.Status == VerificationStatus.Approved)
                dispatch.Approved(row, ended.Key);
            dispatch.Ended(row, at, ended);
        }
        // After all that was decided before them.
        if (_closes)
            dispatch.Closed();
    }

    /// <summary>What is durable counts for the next payment at the same other end, whoever makes it.</summary>
    public void Tell(Counterparties counterparties)
    {
        foreach (var (row, changes) in _payments ?? [])
            counterparties.Apply(row, changes);
        counterparties.Passed(Last);
    }

    /// <summary>It did not become durable.</summary>
    public void GiveBack(IEventPipeline pipeline)
    {
        foreach (var (_, happened, message) in _offers)
            pipeline.NotStored(happened, message);
    }

    public void Dispose() => _memory.Dispose();
}

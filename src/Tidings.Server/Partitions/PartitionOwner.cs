using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Verify;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Deliver;

namespace Tidings.Server.Partitions;

/// <summary>
/// The one who decides for a partition's customers. It takes everything that waits, drops what was accepted before, decides in each customer's
/// order against state in memory, and journals. The next batch is decided while the last is on its way to the disk; answers
/// keep the order of the batches. Not thread-safe: its grain runs one turn at a time.
/// </summary>
internal sealed partial class PartitionOwner : IAsyncDisposable
{
    const int MaxTurn = 2_000;
    const int MaxInFlight = 4;

    readonly PartitionHold _hold;
    readonly IStore _store;
    readonly CustomerStates _states;
    readonly IEventPipeline _pipeline;
    readonly IAccountDirectory _accounts;
    readonly IDispatch _dispatch;
    readonly Counterparties _counterparties;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly Queue<PartitionWork> _waiting = new();
    readonly Queue<(JournalBatch? Batch, Task<CommitOutcome> Commit, List<PartitionWork> Works)> _inFlight = new();
    readonly AuditWriter? _audit;
    MessageId _last;
    bool _deciding;
    bool _answering;

    public PartitionOwner(
        PartitionHold hold, MessageId last, IStore store, CustomerStates states, IEventPipeline pipeline,
        IAccountDirectory accounts, IDispatch dispatch, Counterparties counterparties, PartitionOptions options, TimeProvider time, ILogger log)
    {
        (_hold, _last, _store, _states, _pipeline, _accounts, _dispatch, _counterparties, _options, _time, _log) =
            (hold, last, store, states, pipeline, accounts, dispatch, counterparties, options, time, log);
        _marked = hold.SnapshotsUpTo;
        _committed = last;
        _clock = new(time, last.At);
        _audit = options.Audited ? new() : null;
        _nextSnapshot = time.GetUtcNow() + FirstSnapshotAfter();
    }

    /// <summary>Memory and store may differ, or somebody else owns the partition: this owner decides nothing more.</summary>
    public bool Broken { get; private set; }

    public Task<PartOutcome[]> Accept(BankEvent[] events)
    {
        var work = new PartitionWork(events);
        if (Broken)
        {
            work.Refuse();
            return work.Answer;
        }
        _waiting.Enqueue(work);
        if (!_deciding)
            _ = DecideWaiting();
        return work.Answer;
    }

    public async ValueTask<CustomerProfile?> ReadProfile(string customer)
    {
        await _states.Load([customer]);
        if (_states.IsUnreadable(customer))
            throw new StateUnreadableException();
        return _states.Find(customer)?.State.Profile;
    }

    async Task DecideWaiting()
    {
        _deciding = true;
        List<PartitionWork> works = [];
        try
        {
            while (_waiting.Count > 0 && !Broken)
            {
                works = TakeTurn();
                while (_inFlight.Count >= MaxInFlight && !Broken)
                    await _inFlight.Peek().Commit.ContinueWith(static _ => { }, TaskScheduler.Current);
                while (!await _states.Load(works))
                    ;
                if (Broken)
                {
                    works.ForEach(static work => work.Refuse());
                    break;
                }
                Journal(works);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            PartitionLog.Broke(_log, _hold.Partition, failure.GetType().Name);
            Broken = true;
            works.ForEach(static work => work.Refuse());
        }
        finally
        {
            _deciding = false;
            if (Broken)
                RefuseWaiting();
        }
    }

    List<PartitionWork> TakeTurn()
    {
        var works = new List<PartitionWork>();
        for (var events = 0; events < MaxTurn && _waiting.TryDequeue(out var work); events += work.Events.Length)
            works.Add(work);
        return works;
    }

    void Journal(List<PartitionWork> works)
    {
        var now = _time.GetUtcNow();
        _audit?.Clear();
        var batch = new JournalBatch(_hold.Partition, _hold.Epoch, _audit, _options.Tell.IsOn);
        foreach (var work in works)
        {
            for (var i = 0; i < work.Events.Length; i++)
                work.Outcomes[i] = Decide(Timed(work.Events[i], now), batch, now);
        }
        if (!batch.Empty && !_inFlight.Any(static turn => turn.Batch is not null))
            _dispatch.Uncommitted(_hold.Partition, batch.First);
        // A turn of repetitions alone writes nothing, but is answered in its order: what it repeats may still be on its way to the disk.
        var commit = batch.Empty ? Task.FromResult(CommitOutcome.Committed) : Commit(batch);
        _inFlight.Enqueue((batch.Empty ? null : batch, commit, works));
        if (!_answering)
            _ = AnswerInOrder();
    }

    Task<CommitOutcome> Commit(JournalBatch batch)
    {
        try
        {
            return _store.Commit(batch.Unit()).AsTask();
        }
        catch
        {
            batch.GiveBack(_pipeline);
            throw;
        }
    }

    PartOutcome Decide(BankEvent happened, JournalBatch batch, DateTimeOffset now)
    {
        if (_erasing.Contains(happened.Customer))
            return PartOutcome.Of(EventStatus.Busy);
        if (_states.IsUnreadable(happened.Customer))
            return StateUnreadableException.Outcome;
        var resident = _states.Use(happened.Customer);
        var key = EventKey.Of(happened.Source, happened.Id, happened.Customer);
        if (resident.State.HasAccepted(key) || (happened.Reply is { } reply && Repeats(resident.State, reply, now)))
            return PartOutcome.Of(EventStatus.Duplicate) with { Verification = VerificationDecision.Repeated(resident.State, happened, key), Advice = happened.Advised ? resident.State.Fraud?.AdviceOn(key) : null };
        if (resident.State.HasTooManyEvents(now))
            return new(EventStatus.Refused, default, 0, TooManyEvents);
        // One who was closed is known: what he would have heard is recorded as not told.
        if (resident.State is { Profile: null, Closed: false } && happened.Type != EventTypes.CustomerUpdated && happened is { Reply: null, Verification: null })
            return new(EventStatus.Refused, default, 0, UnknownCustomer);
        Account? account = null;
        if (happened.Account is { } id)
            _accounts.TryGet(id, out account);
        Decided? decided = null;
        MessageId rowId;
        try
        {
            decided = _pipeline.Decide(resident.State, account, happened, key, now);
            if (decided is { IsIdle: true, Verification: { } nothing })
                return Idle(nothing);
            rowId = MessageId.Next(_last, now, _hold.Partition, Math.Max(1, decided.Messages.Count));
            batch.Add(rowId, happened, key, decided, resident.State.Profile, now);
        }
        // One event that cannot be decided must not hold up its neighbours, nor come back and do so again. The failure's words may quote the event.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            foreach (var message in decided?.Messages ?? [])
                _pipeline.NotStored(happened, message);
            PartitionLog.NotDecided(_log, _hold.Partition, happened.Type, failure.GetType().Name);
            return new(EventStatus.Refused, default, 0, NotDecided);
        }
        _last = new(rowId.Value + Math.Max(0, decided.Messages.Count - 1));
        resident.Apply(rowId, decided.Delta);
        _states.DueChanged(resident);
        return new(EventStatus.Accepted, rowId, decided.Messages.Count, null, decided.Messages.Count == 0 && decided.Suppressions.Any(static not => not.Reason.Code == "too-old"))
        {
            // With the row that it has just got.
            Advice = happened.Advised && decided.Fraud is { } judged ? AdviceOf(judged, resident.State) : null,
            Verification = decided.Verification is { Now: { } stands } answer ? answer with { Now = resident.State.FindVerification(stands.Key) } : decided.Verification,
        };
    }

    static bool Repeats(CustomerState state, InboundReply reply, DateTimeOffset now) =>
        reply.RepeatWithin > TimeSpan.Zero && state.RepeatsReply(reply, now - reply.RepeatWithin);

    static readonly FieldError[] UnknownCustomer =
    [
        new("data.customer", FieldCodes.UnknownCustomer, "No customer with this id is registered.", "Register the customer first: PUT /v1/customers/{id}, an import, or a customer.updated event."),
    ];

    static readonly FieldError[] TooManyEvents =
    [
        new("data.customer", FieldCodes.Limit, $"The customer has had {RecentEvents.Bound:N0} events in 72 hours: more could not be told from their repetitions.", "Send it later under the same id, or no alerts for such an account."),
    ];

    static readonly FieldError[] NotDecided =
    [
        new("data", FieldCodes.Format, "This event could not be decided; the log has the kind of failure.", "Look for unusual characters in it, and report it."),
    ];

    async Task AnswerInOrder()
    {
        _answering = true;
        try
        {
            while (_inFlight.TryPeek(out var next))
            {
                var outcome = await Outcome(next.Commit);
                _inFlight.Dequeue();
                if (outcome != CommitOutcome.Committed)
                {
                    Broken = true;
                    next.Batch?.GiveBack(_pipeline);
                }
                // Also where something else has broken the owner meanwhile: what is durable is sent, though its senders must come again and are told of a repetition then.
                if (outcome == CommitOutcome.Committed && next.Batch is { } durable)
                {
                    durable.Offer(_dispatch);
                    durable.Tell(_counterparties);
                    durable.Dispose();
                }
                _dispatch.Uncommitted(_hold.Partition, _inFlight.Select(static turn => turn.Batch).FirstOrDefault(static batch => batch is not null)?.First ?? default);
                if (Broken)
                {
                    next.Works.ForEach(static work => work.Refuse());
                    continue;
                }
                if (next.Batch is { } batch)
                    _committed = batch.Last;
                next.Works.ForEach(static work => work.Complete());
            }
        }
        finally
        {
            _answering = false;
            if (Broken && !_deciding)
                RefuseWaiting();
        }
    }

    async Task<CommitOutcome> Outcome(Task<CommitOutcome> commit)
    {
        try
        {
            return await commit;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreConflictException or ObjectDisposedException or OperationCanceledException)
        {
            PartitionLog.StoreFailed(_log, _hold.Partition, failure);
            return CommitOutcome.Fenced;
        }
    }

    void RefuseWaiting()
    {
        while (_waiting.TryDequeue(out var work))
            work.Refuse();
    }
}

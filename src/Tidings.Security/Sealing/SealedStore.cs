using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// A store that holds nothing personal in clear, around one that knows nothing of it: payloads, deltas, states and accounts are sealed under their subject's own key, ids of customers
/// and accounts become tokens, look-up keys keyed hashes. What belongs to a subject whose key was destroyed reads as if it had never been there. Everything else passes
/// through, and the contract of <see cref="IStore"/> holds as it stands.
/// </summary>
public sealed partial class SealedStore : IStore
{
    readonly IStore inner;
    readonly KeyRing ring;
    readonly SealRefusals? refusals;
    readonly CommitLanes lanes = new();
    UnitSealer? sealer;
    RowOpener? opener;
    DocumentSeals? documents;
    SubmissionMarks? marks;
    bool sawMark;

    /// <param name="inner">Where the sealed rows go; disposed with this.</param>
    /// <param name="ring">The keys; opened and disposed with this.</param>
    /// <param name="refusals">Told of rows that do not open, which are then left out of searches, of what is due and of answers; a replay and a customer's state fail by them all the same. Null: the
    /// first such row is an exception everywhere, as a tool wants it that looks for them.</param>
    public SealedStore(IStore inner, KeyRing ring, SealRefusals? refusals = null)
    {
        this.inner = inner;
        this.ring = ring;
        this.refusals = refusals;
        judge = new(this);
        inner.Judge(judge);
    }

    /// <inheritdoc/>
    public async ValueTask Open(int partitions, CancellationToken cancel)
    {
        // The data first: who may not have it must not make keys either.
        await inner.Open(partitions, cancel).ConfigureAwait(false);
        partitionsOpened = partitions;
        if (await ring.IsNew(cancel).ConfigureAwait(false) && await HasRows(cancel).ConfigureAwait(false))
            throw new StoreRefusedException("There is data, but no key of it: the file of keys is missing. Put it back; with new keys nothing of the data would open.");
        await ring.Open(cancel).ConfigureAwait(false);
        var seals = new RowSeals(ring.Masters.Installation);
        marks = await SubmissionMarks.Open(inner, ring.Masters, make: partitions > 0, () => sawMark, cancel).ConfigureAwait(false);
        await OpenReach(make: partitions > 0, cancel).ConfigureAwait(false);
        await OpenTally(make: partitions > 0, cancel).ConfigureAwait(false);
        sealer = new UnitSealer(ring.Masters, ring.Subjects, seals, marks);
        opener = new RowOpener(ring.Subjects, seals, ring.Decoys, refusals);
        documents = new DocumentSeals(ring.Subjects, ring.Masters.Installation);
        var older = new OlderDocuments(inner, ring);
        documents.TakesOlder = (await older.Find(cancel).ConfigureAwait(false)).Count > 0;
        if (partitions == 0)
            return;
        await new DecoySeed(inner, ring, seals).Sow(partitions, cancel).ConfigureAwait(false);
        await older.Seal(documents, Commit, cancel).ConfigureAwait(false);
        documents.TakesOlder = false;
        await GuardDocuments(cancel).ConfigureAwait(false);
    }

    async ValueTask<bool> HasRows(CancellationToken cancel)
    {
        if ((await inner.ReadNewest(default, new(long.MaxValue), 1, cancel).ConfigureAwait(false)).Count > 0)
            return true;
        await foreach (var _ in inner.ReadAccounts(cancel).ConfigureAwait(false))
            return true;
        return false;
    }

    UnitSealer Sealing => sealer ?? throw new InvalidOperationException("The store is not open.");

    RowOpener Opener => opener ?? throw new InvalidOperationException("The store is not open.");

    DocumentSeals Documents => documents ?? throw new InvalidOperationException("The store is not open.");

    /// <inheritdoc/>
    public ValueTask<PartitionHold> TakePartition(int partition, string owner, CancellationToken cancel) => inner.TakePartition(partition, owner, cancel);

    /// <inheritdoc/>
    public ValueTask<BindHold> TakeBind(string bind, string owner, TimeSpan lease, CancellationToken cancel) => inner.TakeBind(bind, owner, lease, cancel);

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> Commit(CommitUnit unit)
    {
        var sealing = Sealing;
        KnowOpenings(unit);
        var lane = lanes.Of(unit);
        lock (lane.Turn)
        {
            try
            {
                var memory = new RowMemory();
                if (lane.Tail.IsCompleted && TryDocuments(unit, out var withDocuments) && sealing.TrySeal(withDocuments, memory, out var whole))
                    return Committed(inner.Commit(whole), whole, memory);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // As the store answers a unit that is its caller's bug: by the task, after those before it.
                return ValueTask.FromException<CommitOutcome>(failure);
            }
            var handedOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var outcome = CommitLater(unit, lane.Tail, handedOn);
            lane.Tail = handedOn.Task;
            return new(outcome);
        }
    }

    /// <summary>The memory is used again once the rows in it are written. Where that fails it may be in use still, and is left to the collector.</summary>
    async ValueTask<CommitOutcome> Committed(ValueTask<CommitOutcome> commit, CommitUnit whole, RowMemory memory)
    {
        var outcome = await commit.ConfigureAwait(false);
        if (outcome == CommitOutcome.Committed)
            guard?.Stored(whole.Documents, whole.Removed);
        memory.Dispose();
        return outcome;
    }

    bool TryDocuments(CommitUnit unit, out CommitUnit whole)
    {
        whole = unit;
        if (unit.Documents.Count == 0)
            return true;
        var had = Documents.TrySeal(unit.Documents, out var rows);
        whole = unit with { Documents = rows };
        return had;
    }

    async Task<CommitOutcome> CommitLater(CommitUnit unit, Task before, TaskCompletionSource handedOn)
    {
        ValueTask<CommitOutcome> answer;
        CommitUnit whole;
        try
        {
            await before.ConfigureAwait(false);
            // Off the caller's thread, which holds the lane.
            await Task.Yield();
            if (!TryDocuments(unit, out whole))
                whole = unit with { Documents = await Documents.Seal(unit.Documents, CancellationToken.None).ConfigureAwait(false) };
            whole = await Sealing.Seal(whole, new RowMemory(), CancellationToken.None).ConfigureAwait(false);
            answer = inner.Commit(whole);
        }
        catch (SealRefusedException failure)
        {
            // A customer's wrapped key does not open: to who commits, a store that cannot write.
            throw new StoreUnavailableException(failure.Message, failure);
        }
        finally
        {
            handedOn.SetResult();
        }
        var outcome = await answer.ConfigureAwait(false);
        if (outcome == CommitOutcome.Committed)
            guard?.Stored(whole.Documents, whole.Removed);
        return outcome;
    }

    /// <summary>Completes when units that wait for keys now are handed to the inner store.</summary>
    internal Task Quiet() => lanes.Idle();

    /// <summary>What is sealed, for tests that look at it.</summary>
    internal IStore Inner => inner;

    /// <summary>Hands on what waits, closes the store, then the keys.</summary>
    public async ValueTask DisposeAsync()
    {
        await lanes.Idle().ConfigureAwait(false);
        await inner.DisposeAsync().ConfigureAwait(false);
        await ring.DisposeAsync().ConfigureAwait(false);
        marks?.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ClaimRow>> ReadClaims(string bind, CancellationToken cancel) => inner.ReadClaims(bind, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadClaimedBinds(CancellationToken cancel) => inner.ReadClaimedBinds(cancel);

    /// <inheritdoc/>
    public ValueTask<MessageId> ReadDispatchLow(string carrier, CancellationToken cancel) => inner.ReadDispatchLow(carrier, cancel);

    /// <inheritdoc/>
    public ValueTask<MessageId> ReadPurgeEnd(MessageId below, int rows, CancellationToken cancel) => inner.ReadPurgeEnd(below, rows, cancel);

    /// <inheritdoc/>
    public ValueTask<MessageId> ReadJournalLow(CancellationToken cancel) => inner.ReadJournalLow(cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<SubmissionRow> ReadSubmissions(MessageId from, CancellationToken cancel) => inner.ReadSubmissions(from, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SourceRow>> ReadSource(string source, CancellationToken cancel) => inner.ReadSource(source, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<AuditRow> ReadAudit(long from, CancellationToken cancel) => inner.ReadAudit(from, cancel);

    /// <inheritdoc/>
    public ValueTask<long> ReadAuditSize(CancellationToken cancel) => inner.ReadAuditSize(cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FeedRow>> ReadFeed(long from, int limit, CancellationToken cancel) => inner.ReadFeed(from, limit, cancel);

    /// <inheritdoc/>
    public ValueTask<long> ReadFeedEnd(CancellationToken cancel) => inner.ReadFeedEnd(cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TellCursor>> ReadTellCursors(CancellationToken cancel) => inner.ReadTellCursors(cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UntoldRow>> ReadUntold(string subscription, bool dead, long after, int limit, CancellationToken cancel) =>
        inner.ReadUntold(subscription, dead, after, limit, cancel);
}

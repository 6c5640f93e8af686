using System.Collections.Concurrent;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Tests.Intake;

/// <summary>As much of a store as keys and accounts need, in memory.</summary>
internal sealed class DocumentStore : IStore
{
    readonly ConcurrentDictionary<(string Kind, string Id), DocumentRow> _documents = new();

    public ValueTask<CommitOutcome> Commit(CommitUnit unit)
    {
        lock (_documents)
        {
            if (unit.Documents.FirstOrDefault(row => _documents.TryGetValue((row.Kind, row.Id), out var held) && held.Version >= row.Version) is { } known)
                throw new StoreConflictException($"{known.Kind} has this version already.", new InvalidOperationException());
            foreach (var (kind, id, upTo) in unit.Removed)
                if (_documents.TryGetValue((kind, id), out var held) && held.Version <= upTo)
                    _documents.TryRemove((kind, id), out _);
            foreach (var row in unit.Documents)
                _documents[(row.Kind, row.Id)] = row;
        }
        return new(CommitOutcome.Committed);
    }

    /// <summary>What a read has seen is held back until it is set; the first read takes it away.</summary>
    public TaskCompletionSource? ReadHeld { get; set; }

    public async ValueTask<IReadOnlyList<DocumentRow>> ReadDocuments(string kind, bool allVersions, CancellationToken cancel)
    {
        DocumentRow[] seen = [.. _documents.Values.Where(d => d.Kind == kind)];
        if (ReadHeld is { } held && Interlocked.Exchange(ref _reads, 1) == 0)
            await held.Task;
        return seen;
    }

    int _reads;

    public ValueTask<IReadOnlyList<DocumentRow>> ReadLastDocuments(string kind, string? before, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask DisposeAsync() => default;
    public ValueTask Open(int partitions, CancellationToken cancel) => default;
    public ValueTask<PartitionHold> TakePartition(int partition, string owner, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<BindHold> TakeBind(string bind, string owner, TimeSpan lease, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<ProfileRow>> ReadProfiles(int partition, IReadOnlyList<string> customers, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<ProfileRow>> ReadStoredProfiles(int partition, string after, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<DueProfile>> ReadDueProfiles(int partition, DueProfile after, DateTimeOffset until, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public IAsyncEnumerable<JournalRow> ReadJournal(MessageId after, int? partition, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<DueRow>> ReadDue(string carrier, MessageId after, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<DueRow>> ReadDeferred(string carrier, DeferredRow after, DateTimeOffset until, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<ClaimRow>> ReadClaims(string bind, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<string>> ReadClaimedBinds(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<MessageId> ReadDispatchLow(string carrier, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<MessageId> ReadPurgeEnd(MessageId below, int rows, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<MessageId> ReadJournalLow(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<MessageFacts?> ReadMessage(MessageId id, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<MessageId>> ReadUnsettled(IReadOnlyList<MessageId> messages, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<LookupRow>> ReadLookup(long key, MessageId before, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public IAsyncEnumerable<LookupRow> ReadLookups(MessageId from, MessageId before, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<Func<long, long>>> ReadLookupForms(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<MessageFacts>> ReadNewest(MessageId from, MessageId before, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<FilteredMessages> ReadFiltered(FactFilter filter, MessageId from, MessageId before, int rows, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public IAsyncEnumerable<SubmissionRow> ReadSubmissions(MessageId from, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<SourceRow>> ReadSource(string source, CancellationToken cancel) => throw new NotSupportedException();
    public IAsyncEnumerable<AuditRow> ReadAudit(long from, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<long> ReadAuditSize(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<FeedRow>> ReadFeed(long from, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<long> ReadFeedEnd(CancellationToken cancel) => new(0L);
    public ValueTask<IReadOnlyList<TellCursor>> ReadTellCursors(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<UntoldRow>> ReadUntold(string subscription, bool dead, long after, int limit, CancellationToken cancel) => throw new NotSupportedException();
    public void Judge(IStoreJudge judge) => throw new NotSupportedException();
    public ValueTask BeginTally(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask BeginReach(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask BeginReachTally(CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<TallyRead?> ReadTally(bool whole, CancellationToken cancel) => throw new NotSupportedException();
    public bool MayLackSubmissions => false;
    public IAsyncEnumerable<AccountRow> ReadAccounts(CancellationToken cancel) => throw new NotSupportedException();
}

using System.Runtime.CompilerServices;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite;

/// <summary>Long reads come in pages, each a snapshot of its own: a reader that stays would keep the log from starting over.</summary>
public sealed partial class SqliteStore
{
    const int PageRows = 1000;
    /// <summary>Each holds a transaction's entries, up to a megabyte.</summary>
    const int PageAuditRows = 16;

    ValueTask<T> Read<T>(Func<Connection, T> read, CancellationToken cancel) => Use().Reads.Read(read, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProfileRow>> ReadProfiles(int partition, IReadOnlyList<string> customers, CancellationToken cancel) =>
        customers.Count == 0 ? [] : await Read(connection => SnapshotReads.Profiles(connection, partition, customers), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueProfile>> ReadDueProfiles(int partition, DueProfile after, DateTimeOffset until, int limit, CancellationToken cancel) =>
        await Read(connection => SnapshotReads.DueProfiles(connection, partition, after, until, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProfileRow>> ReadStoredProfiles(int partition, string after, int limit, CancellationToken cancel) =>
        await Read(connection => SnapshotReads.ProfilesAfter(connection, partition, after, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadJournal(MessageId after, int? partition, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var from = after;
            var page = await Read(connection => JournalReads.Page(connection, from, partition, PageRows), cancel).ConfigureAwait(false);
            foreach (var row in page)
                yield return row;
            if (page.Count < PageRows)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueRow>> ReadDue(string carrier, MessageId after, int limit, CancellationToken cancel) =>
        await Read(connection => DueReads.Due(connection, carrier, after, limit, cancel), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueRow>> ReadDeferred(string carrier, DeferredRow after, DateTimeOffset until, int limit, CancellationToken cancel) =>
        await Read(connection => DueReads.Deferred(connection, carrier, after, until, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ClaimRow>> ReadClaims(string bind, CancellationToken cancel) =>
        await Read(connection => OwnershipReads.Claims(connection, bind), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ReadClaimedBinds(CancellationToken cancel) => await Read(OwnershipReads.ClaimedBinds, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<MessageId> ReadDispatchLow(string carrier, CancellationToken cancel) =>
        Read(connection => OwnershipReads.DispatchLow(connection, carrier), cancel);

    /// <inheritdoc/>
    public async ValueTask<TallyRead?> ReadTally(bool whole, CancellationToken cancel) =>
        judge is { KeepsTally: true } keeper ? await Read(connection => TallyReads.Compared(connection, keeper, whole), cancel).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    public ValueTask<MessageFacts?> ReadMessage(MessageId id, CancellationToken cancel) =>
        Read(connection => JournalReads.Holding(connection, id) is { } row ? FactReads.WithFacts(connection, row) : null, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MessageId>> ReadUnsettled(IReadOnlyList<MessageId> messages, CancellationToken cancel) =>
        messages.Count == 0 ? [] : await Read(connection => FactReads.Unsettled(connection, messages), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LookupRow>> ReadLookup(long key, MessageId before, int limit, CancellationToken cancel) =>
        await Read(connection => LookupReads.Of(connection, key, before, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LookupRow> ReadLookups(MessageId from, MessageId before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var place = LookupReads.Begin;
        while (true)
        {
            var at = place;
            var (page, next) = await Read(connection => LookupReads.Page(connection, at, from, before), cancel).ConfigureAwait(false);
            foreach (var row in page)
                yield return row;
            if (next is not { } more)
                yield break;
            place = more;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Func<long, long>>> ReadLookupForms(CancellationToken cancel) => new([static key => key]);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MessageFacts>> ReadNewest(MessageId from, MessageId before, int limit, CancellationToken cancel) =>
        await Read(connection => JournalReads.Newest(connection, from, before, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<FilteredMessages> ReadFiltered(FactFilter filter, MessageId from, MessageId before, int rows, int limit, CancellationToken cancel) =>
        Read(connection => new FilteredReads(connection, filter, from, before).Page(rows, limit, cancel), cancel);

    /// <inheritdoc/>
    public ValueTask<MessageId> ReadPurgeEnd(MessageId below, int rows, CancellationToken cancel) => Read(connection => PurgeReads.End(connection, below, rows), cancel);

    /// <inheritdoc/>
    public ValueTask<MessageId> ReadJournalLow(CancellationToken cancel) => Read(static connection => new MessageId(PurgeReads.Low(connection, PurgeReads.JournalLow)), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubmissionRow> ReadSubmissions(MessageId from, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = (Message: from.Value, Segment: -1, Attempt: 0);
        while (true)
        {
            var start = after;
            var (page, end, more) = await Read(connection =>
            {
                var at = start;
                var rows = FactReads.WithReference(connection, ref at, PageRows, out var more);
                return (rows, at, more);
            }, cancel).ConfigureAwait(false);
            foreach (var row in page)
                yield return row;
            if (!more)
                yield break;
            after = end;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SourceRow>> ReadSource(string source, CancellationToken cancel) =>
        await Read(connection => ReachReads.Source(connection, source), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AccountRow> ReadAccounts([EnumeratorCancellation] CancellationToken cancel)
    {
        var after = "";
        while (true)
        {
            var from = after;
            var page = await Read(connection => DirectoryReads.Accounts(connection, from, PageRows), cancel).ConfigureAwait(false);
            foreach (var row in page)
                yield return row;
            if (page.Count < PageRows)
                yield break;
            after = page[^1].Account;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditRow> ReadAudit(long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var start = from;
            var page = await Read(connection => AuditReads.Page(connection, start, PageAuditRows), cancel).ConfigureAwait(false);
            foreach (var row in page)
                yield return row;
            if (page.Count == 0)
                yield break;
            from = page[^1].First + page[^1].Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadAuditSize(CancellationToken cancel) => Read(AuditReads.Size, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FeedRow>> ReadFeed(long from, int limit, CancellationToken cancel) =>
        await Read(connection => FeedReads.Page(connection, from, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<long> ReadFeedEnd(CancellationToken cancel) => Read(FeedReads.End, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TellCursor>> ReadTellCursors(CancellationToken cancel) => await Read(FeedReads.Cursors, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UntoldRow>> ReadUntold(string subscription, bool dead, long after, int limit, CancellationToken cancel) =>
        await Read(connection => FeedReads.Untold(connection, subscription, dead, after, limit), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DocumentRow>> ReadDocuments(string kind, bool allVersions, CancellationToken cancel) =>
        await Read(connection => DirectoryReads.Documents(connection, kind, allVersions), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DocumentRow>> ReadLastDocuments(string kind, string? before, int limit, CancellationToken cancel) =>
        await Read(connection => DirectoryReads.Last(connection, kind, before, limit), cancel).ConfigureAwait(false);
}

using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Ports;

/// <summary>
/// The durable store. One way in, <see cref="Commit"/>, which groups what waits into one transaction; the rest reads back.
/// Every backend passes the same contract suite. Storage sees bytes and ids, never keys or meanings.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>
    /// Creates or upgrades the tables, and takes the installation's number of partitions (written at the first start, checked at later ones;
    /// 0: whatever it is, and data that is not there yet is not made).
    /// A <see cref="StoreRefusedException"/> says why this process may not have the store.
    /// </summary>
    ValueTask Open(int partitions, CancellationToken cancel);

    /// <summary>
    /// Who is asked of each stored submission, claim, mark of dispatch, partition's mark and source's row before it is read or anything is decided by it, a message that is due among that: where he says no it is as if it were not there, and a
    /// submission that is written under its number takes its place. To be called before <see cref="Open"/>; where it is not, all count and there is no tally.
    /// </summary>
    void Judge(IStoreJudge judge);

    /// <summary>
    /// Counts what is there, once, and marks it with the claims and marks of dispatch that there are: from then on the store keeps its tally. For whoever judges, before anything is committed.
    /// </summary>
    ValueTask BeginTally(CancellationToken cancel);

    /// <summary>Marks, once, how far partitions' snapshots reach and what ordered sources have brought, as it stands: from then on what bears no mark counts as not there. For whoever judges, as above.</summary>
    ValueTask BeginReach(CancellationToken cancel);

    /// <summary>Counts, once, what ordered sources have brought and how far snapshots reach into the tally that there is; one that is gone or does not hold stays as it is. For whoever judges, after the two above.</summary>
    ValueTask BeginReachTally(CancellationToken cancel);

    /// <summary>The tally, and what is there. Whoever judges is asked of every partition's mark and every source's row. Null: none is kept.</summary>
    /// <param name="whole">Count everything, which takes as long as the rows are many; otherwise what a start needs: the log, submissions from the mark on, what is deferred and claimed.</param>
    ValueTask<TallyRead?> ReadTally(bool whole, CancellationToken cancel);

    /// <summary>As it was opened, it lacked rows that say what was sent: a text without any may have left.</summary>
    bool MayLackSubmissions { get; }

    /// <summary>Raises the partition's epoch: whoever owned it before can commit no more.</summary>
    ValueTask<PartitionHold> TakePartition(int partition, string owner, CancellationToken cancel);

    /// <summary>
    /// Raises the bind's epoch, and says how long the previous owner's lease may still run: at most <paramref name="lease"/>, and zero only where the store knows that he
    /// is gone, as one does that a single process can open.
    /// </summary>
    ValueTask<BindHold> TakeBind(string bind, string owner, TimeSpan lease, CancellationToken cancel);

    /// <summary>
    /// Writes all of <paramref name="unit"/> or nothing, durably, together with other units that wait. Units of one caller are written in the order of the calls.
    /// <see cref="CommitOutcome.Fenced"/>: an epoch was old, nothing of it was written. Broken infrastructure (a full disk) is a
    /// <see cref="StoreUnavailableException"/>: nothing of it was written, and the caller must not answer "accepted" (only a crash right after a failed
    /// sync may bring it back whole: who repeats must know repetitions, as events do). A fact that was there already (a journal
    /// id, a version of a document) is a <see cref="StoreConflictException"/>, again with nothing written. Order holds among units of the same priority.
    /// After a unit under a partition's fence has failed in any of these ways, every later one under the same epoch is <see cref="CommitOutcome.Fenced"/>, until the
    /// partition is taken again: what follows may stand on what was lost. A unit under a bind's fence may be repeated as it is.
    /// A unit of low priority that holds nothing but look-ups is durable with the next of another kind: a loss of power before may take it, and whatever came after it.
    /// Times are kept to the microsecond, in UTC.
    /// </summary>
    ValueTask<CommitOutcome> Commit(CommitUnit unit);

    /// <summary>Snapshots of these customers; those without one are absent.</summary>
    ValueTask<IReadOnlyList<ProfileRow>> ReadProfiles(int partition, IReadOnlyList<string> customers, CancellationToken cancel);

    /// <summary>
    /// Customers whose snapshot says that something falls due at or before <paramref name="until"/>, in the order of times, those of one moment in an order of the
    /// store's own that does not change; those after <paramref name="after"/> in that order (default: all).
    /// </summary>
    ValueTask<IReadOnlyList<DueProfile>> ReadDueProfiles(int partition, DueProfile after, DateTimeOffset until, int limit, CancellationToken cancel);

    /// <summary>
    /// Snapshots of a partition as they stand (sealed, where whoever is before the store seals them), in the order of customers, those after <paramref name="after"/>, at most <paramref name="limit"/>:
    /// for passes over all of them.
    /// </summary>
    ValueTask<IReadOnlyList<ProfileRow>> ReadStoredProfiles(int partition, string after, int limit, CancellationToken cancel);

    /// <summary>Journal rows after <paramref name="after"/> in the order of ids, of all partitions or one, for replay, indexes and export.</summary>
    IAsyncEnumerable<JournalRow> ReadJournal(MessageId after, int? partition, CancellationToken cancel);

    /// <summary>
    /// Rows of a carrier with at least one message that no fact has settled and that is not deferred, after <paramref name="after"/>, in the order of ids, at most <paramref name="limit"/>,
    /// each with the submission facts there are. Ids are drawn before the commit: a row may still appear below an id that was read already.
    /// </summary>
    ValueTask<IReadOnlyList<DueRow>> ReadDue(string carrier, MessageId after, int limit, CancellationToken cancel);

    /// <summary>
    /// Deferred messages of a carrier whose time comes at or before <paramref name="until"/>, in the order of times and ids, those after <paramref name="after"/> in that order
    /// (default: all). Each comes with its row, and is the only one in its <see cref="DueRow.Deferred"/>.
    /// </summary>
    ValueTask<IReadOnlyList<DueRow>> ReadDeferred(string carrier, DeferredRow after, DateTimeOffset until, int limit, CancellationToken cancel);

    /// <summary>The windows that a bind claimed and did not release: what may have been sent without an answer.</summary>
    ValueTask<IReadOnlyList<ClaimRow>> ReadClaims(string bind, CancellationToken cancel);

    /// <summary>The binds of which there are such windows.</summary>
    ValueTask<IReadOnlyList<string>> ReadClaimedBinds(CancellationToken cancel);

    /// <summary>Where dispatch of a carrier starts after a restart: every message below is settled or deferred.</summary>
    ValueTask<MessageId> ReadDispatchLow(string carrier, CancellationToken cancel);

    /// <summary>The row that has this message, its facts, or null.</summary>
    ValueTask<MessageFacts?> ReadMessage(MessageId id, CancellationToken cancel);

    /// <summary>Those of these messages that no fact has settled, whether they are there or not: in one read, however many they are.</summary>
    ValueTask<IReadOnlyList<MessageId>> ReadUnsettled(IReadOnlyList<MessageId> messages, CancellationToken cancel);

    /// <summary>Message ids below <paramref name="before"/>, newest first, at most <paramref name="limit"/>, that the look-up table holds under this key.</summary>
    ValueTask<IReadOnlyList<LookupRow>> ReadLookup(long key, MessageId before, int limit, CancellationToken cancel);

    /// <summary>
    /// All that the look-up table holds of messages in [from, before), but for its mark, in an order of the store's own, the same entry perhaps more than once: for whoever checks the whole. It reads the whole table for
    /// that. Keys are as they stand: see <see cref="ReadLookupForms"/>.
    /// </summary>
    IAsyncEnumerable<LookupRow> ReadLookups(MessageId from, MessageId before, CancellationToken cancel);

    /// <summary>What a look-up key may stand as in the table, by each of these: as it is, or, where whoever is before the store hashes them, one for each version of his key.</summary>
    ValueTask<IReadOnlyList<Func<long, long>>> ReadLookupForms(CancellationToken cancel);

    /// <summary>Journal rows with id in [from, before), newest first, at most <paramref name="limit"/>, each with its facts.</summary>
    ValueTask<IReadOnlyList<MessageFacts>> ReadNewest(MessageId from, MessageId before, int limit, CancellationToken cancel);

    /// <summary>
    /// Messages with id in [from, before) whose facts pass the filter, newest first, at most <paramref name="limit"/>, and no further than some <paramref name="rows"/> rows: it reads facts alone
    /// and no payload, so that the few among millions are found in seconds.
    /// </summary>
    ValueTask<FilteredMessages> ReadFiltered(FactFilter filter, MessageId from, MessageId before, int rows, int limit, CancellationToken cancel);

    /// <summary>
    /// The end of the oldest <paramref name="rows"/> journal rows below <paramref name="below"/>, to be given as <see cref="CommitUnit.JournalLow"/>; default: there are none. It stops before the first row whose
    /// partition's snapshots do not hold its delta yet, without which a state could not be read back.
    /// </summary>
    ValueTask<MessageId> ReadPurgeEnd(MessageId below, int rows, CancellationToken cancel);

    /// <summary>Journal rows below were deleted, with all their facts. default: none were.</summary>
    ValueTask<MessageId> ReadJournalLow(CancellationToken cancel);

    /// <summary>Submission facts that have a carrier's reference, of messages at or after <paramref name="from"/>, in the order of ids: to match receipts after a restart.</summary>
    IAsyncEnumerable<SubmissionRow> ReadSubmissions(MessageId from, CancellationToken cancel);

    /// <summary>The high-water marks of an ordered source.</summary>
    ValueTask<IReadOnlyList<SourceRow>> ReadSource(string source, CancellationToken cancel);

    /// <summary>All accounts of the directory.</summary>
    IAsyncEnumerable<AccountRow> ReadAccounts(CancellationToken cancel);

    /// <summary>All documents of a kind (templates, alerts, settings, API keys), the newest version of each id unless <paramref name="allVersions"/>.</summary>
    ValueTask<IReadOnlyList<DocumentRow>> ReadDocuments(string kind, bool allVersions, CancellationToken cancel);

    /// <summary>
    /// Documents of a kind whose ids stand before <paramref name="before"/> (null: all), from the last id back, at most <paramref name="limit"/>, every version. Ids are compared by their UTF-8. For
    /// kinds that grow without end and whose ids are in the order of time.
    /// </summary>
    ValueTask<IReadOnlyList<DocumentRow>> ReadLastDocuments(string kind, string? before, int limit, CancellationToken cancel);

    /// <summary>
    /// The audit log's entries from the row on that holds the entry <paramref name="from"/>, in the order of their indexes, as they were committed until the
    /// reading comes there. Nothing where the log has fewer entries; from its first row on where that is gone (<see cref="CommitUnit.AuditLow"/>).
    /// </summary>
    IAsyncEnumerable<AuditRow> ReadAudit(long from, CancellationToken cancel);

    /// <summary>How many entries the audit log has, those that were deleted among them.</summary>
    ValueTask<long> ReadAuditSize(CancellationToken cancel);

    /// <summary>Entries of the feed from the position <paramref name="from"/> on, at most <paramref name="limit"/>. Fewer than that: there are no more yet.</summary>
    ValueTask<IReadOnlyList<FeedRow>> ReadFeed(long from, int limit, CancellationToken cancel);

    /// <summary>The position that the feed's next entry will have. It never falls, also where entries were let go.</summary>
    ValueTask<long> ReadFeedEnd(CancellationToken cancel);

    /// <summary>How far each subscription has read.</summary>
    ValueTask<IReadOnlyList<TellCursor>> ReadTellCursors(CancellationToken cancel);

    /// <summary>What a subscription was not told, in the order of positions, those after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    /// <param name="dead">Those that are tried no more; otherwise those that still are.</param>
    ValueTask<IReadOnlyList<UntoldRow>> ReadUntold(string subscription, bool dead, long after, int limit, CancellationToken cancel);
}

/// <summary>What happened to a commit unit.</summary>
public enum CommitOutcome : byte
{
    Committed = 1,
    /// <summary>Somebody else owns the partition or bind now. Stop, and forget what was held in memory.</summary>
    Fenced,
}

/// <summary>The store cannot write: disk full, file gone, server unreachable. Nothing of the unit was written.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);

/// <summary>A fact of the unit exists already: the caller's bug, or two writers of one document. Nothing of the unit was written.</summary>
public sealed class StoreConflictException(string message, Exception inner) : Exception(message, inner);

/// <summary>This process may not open the store: another one has it, or it belongs to another installation or a newer version. The message is for people.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);

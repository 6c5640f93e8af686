using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>
/// How many rows there are of which the audit log has no entries: one row of the store, written with every unit that changes it. A row that is taken away is missed by it. It says how far the log
/// was, so that an older one cannot be put back without the log.
/// </summary>
public readonly record struct StoreTally
{
    /// <summary>Entries that the audit log had.</summary>
    public long Audit { get; init; }
    /// <summary>The mark of dispatch that was written last: where the two counts of submissions meet.</summary>
    public MessageId Mark { get; init; }
    /// <summary>Submissions of messages below <see cref="Mark"/>.</summary>
    public long Before { get; init; }
    /// <summary>Submissions of messages from <see cref="Mark"/> on: what a start reads to know what is due, and counts.</summary>
    public long After { get; init; }
    public long Deferred { get; init; }
    public long Claims { get; init; }
    public long Profiles { get; init; }
    public long Accounts { get; init; }
    public long Documents { get; init; }
    /// <summary>What whoever judges draws for the key of each row that is deferred and each document (<see cref="IStoreJudge.KeyOf"/>), added up: another row does not stand for one that is gone.</summary>
    public long Keys { get; init; }
    /// <summary>The same of profiles and accounts.</summary>
    public long WholeKeys { get; init; }
    /// <summary>Rows of ordered sources.</summary>
    public long Sources { get; init; }
    /// <summary>What whoever judges draws for all that each source's row and each partition's mark says (<see cref="IStoreJudge.NumberOf(in SourceRow)"/>), added up: one of before does not stand for a later one.</summary>
    public long Reach { get; init; }

    /// <summary>What whoever judges can tell it by from one that somebody else wrote. 0: none.</summary>
    public long Tag { get; init; }
}

/// <summary>The tally as it was kept, and what is there.</summary>
/// <param name="Kept">Null: there is none, it is not one that whoever judges has marked, or it is older than the log.</param>
/// <param name="Found">What counts among the rows that are there. <see cref="StoreTally.Before"/>, <see cref="StoreTally.Profiles"/>, <see cref="StoreTally.Accounts"/> and
/// <see cref="StoreTally.WholeKeys"/> are 0 where not all was counted.</param>
public readonly record struct TallyRead(StoreTally? Kept, StoreTally Found);

/// <summary>The tables whose rows are tallied by their keys.</summary>
public enum TalliedTable : byte
{
    Deferred = 1,
    Document,
    Profile,
    Account,
}

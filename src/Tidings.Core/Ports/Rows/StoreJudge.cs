namespace Tidings.Core.Ports.Rows;

/// <summary>Tells stored rows that were written by whoever may write them from others, by marks that nobody makes without a key. Asked on the store's threads, several at a time.</summary>
public interface IStoreJudge
{
    /// <summary>Whether a submission is as it was written.</summary>
    bool Holds(in SubmissionRow row);

    /// <summary>Whether a claimed window is.</summary>
    bool Holds(ClaimRow row);

    /// <summary>Whether a mark of dispatch is.</summary>
    bool Holds(in DispatchLow low);

    /// <summary>Whether how far a partition's snapshots reach is.</summary>
    bool Holds(in PartitionMark mark);

    /// <summary>Whether what an ordered source has brought is.</summary>
    bool Holds(in SourceRow row);

    /// <summary>Whether a tally is.</summary>
    bool Holds(in StoreTally tally);

    /// <summary>The row with its mark.</summary>
    ClaimRow Marked(ClaimRow row);

    /// <inheritdoc cref="Marked(ClaimRow)"/>
    DispatchLow Marked(in DispatchLow low);

    /// <inheritdoc cref="Marked(ClaimRow)"/>
    StoreTally Marked(in StoreTally tally);

    /// <inheritdoc cref="Marked(ClaimRow)"/>
    PartitionMark Marked(in PartitionMark mark);

    /// <inheritdoc cref="Marked(ClaimRow)"/>
    SourceRow Marked(in SourceRow row);

    /// <summary>A number that nobody foretells without the key, for a row's key: its names and its number, empty and 0 where it has none.</summary>
    long KeyOf(TalliedTable table, string name, string kind, long number);

    /// <summary>The same for all that a source's row says; its mark is another one.</summary>
    long NumberOf(in SourceRow row);

    /// <summary>The same for how far a partition's snapshots reach.</summary>
    long NumberOf(in PartitionMark mark);

    /// <summary>Whether the store keeps a tally: not before <see cref="IStore.BeginTally"/>, and not without a key.</summary>
    bool KeepsTally { get; }

    /// <summary>Whether partitions and ordered sources bear marks: not before <see cref="IStore.BeginReach"/>, and not without a key.</summary>
    bool MarksReach { get; }

    /// <summary>Whether the tally holds them: not before <see cref="IStore.BeginReachTally"/>.</summary>
    bool TalliesReach { get; }
}

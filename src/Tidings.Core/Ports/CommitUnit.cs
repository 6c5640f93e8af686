using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Ports;

/// <summary>Facts that are written together or not at all, under the epochs of those who own them.</summary>
public sealed record CommitUnit
{
    public IReadOnlyList<Fence> Fences { get; init; } = [];
    public IReadOnlyList<JournalRow> Journal { get; init; } = [];
    public IReadOnlyList<DeferredRow> Deferred { get; init; } = [];
    public IReadOnlyList<SourceRow> Sources { get; init; } = [];
    public IReadOnlyList<SubmissionRow> Submissions { get; init; } = [];
    public IReadOnlyList<ReceiptRow> Receipts { get; init; } = [];
    /// <summary>A window about to be sent.</summary>
    public ClaimRow? Claim { get; init; }
    /// <summary>Claims of this bind with a sequence at or below are released. Null: none.</summary>
    public ClaimRelease? Release { get; init; }
    public IReadOnlyList<ProfileRow> Profiles { get; init; } = [];
    public IReadOnlyList<PartitionMark> Marks { get; init; } = [];
    public IReadOnlyList<LookupRow> Lookups { get; init; } = [];
    /// <summary>The look-up table is emptied, its mark with it, before the look-ups of this unit are written. For whoever writes it anew from the journal.</summary>
    public bool LookupsAnew { get; init; }
    public DispatchLow? DispatchLow { get; init; }
    /// <summary>The tally begins anew with what was found, read whole, and goes on from there with what this unit writes: what was missing is missed no more. What anybody takes away after it was read still is. Null: it goes on as it was.</summary>
    public TallyRead? TallyAnew { get; init; }
    public IReadOnlyList<AccountRow> Accounts { get; init; } = [];
    public IReadOnlyList<DocumentRow> Documents { get; init; } = [];
    /// <summary>Values that are to stand in another form. Written as they are given: whoever seals before the store does not seal them again.</summary>
    public IReadOnlyList<Rewriting> Rewritings { get; init; } = [];
    /// <summary>Documents whose versions up to one are deleted, before what this unit writes. For what nobody asks for again: ended sessions, counts that newer ones have replaced.</summary>
    public IReadOnlyList<DocumentRemoval> Removed { get; init; } = [];
    /// <summary>Journal rows below, their facts and waiting times are deleted for good, and the store remembers up to where. Null: none. See <see cref="IStore.ReadPurgeEnd"/>.</summary>
    public MessageId? JournalLow { get; init; }
    /// <summary>Rows of the audit log all of whose entries are below are deleted for good; the newest row stays, whatever it holds. Null: none. See <see cref="IStore.ReadAudit"/>.</summary>
    public long? AuditLow { get; init; }
    /// <summary>What the audit log says of this unit's facts, written with them and numbered by the store.</summary>
    public AuditEntries Audit { get; init; }
    /// <summary>Which of this unit's facts somebody outside is to be told of, in their order. Empty where nobody has asked.</summary>
    public IReadOnlyList<FeedEntry> Feed { get; init; } = [];
    /// <summary>What was told to whom.</summary>
    public TellChange? Tell { get; init; }
    /// <summary>Snapshots and look-ups may wait for the flow: a unit of low priority is taken when nothing else waits, or after a second.</summary>
    public bool LowPriority { get; init; }
    /// <summary>Somebody waits before a screen until it is durable: its answer does not wait for those of others that became durable with it.</summary>
    public bool IsAwaited { get; init; }
}

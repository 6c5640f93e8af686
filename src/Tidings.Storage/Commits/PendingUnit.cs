using System.Buffers.Binary;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Commits;

/// <summary>A unit that waits to be written, and its caller's answer. As work of the pool it answers: whoever waits goes on there, and never on the thread that writes.</summary>
internal sealed class PendingUnit : Pending, IThreadPoolWorkItem
{
    readonly TaskCompletionSource<CommitOutcome> answer = new();

    Exception? failure;

    public PendingUnit(CommitUnit unit)
    {
        Unit = unit;
        var bytes = 0L;
        for (var i = 0; i < unit.Journal.Count; i++)
            bytes += unit.Journal[i].Payload.Length + unit.Journal[i].Delta.Length;
        for (var i = 0; i < unit.Profiles.Count; i++)
            bytes += unit.Profiles[i].State.Length;
        for (var i = 0; i < unit.Accounts.Count; i++)
            bytes += unit.Accounts[i].Body.Length;
        for (var i = 0; i < unit.Documents.Count; i++)
            bytes += unit.Documents[i].Body.Length;
        for (var i = 0; i < unit.Rewritings.Count; i++)
            bytes += unit.Rewritings[i].Old.Length + unit.Rewritings[i].New.Length;
        Bytes = bytes + unit.Audit.Body.Length;
        CheckAudit(unit.Audit);
        Rows = unit.Journal.Count + unit.Deferred.Count + unit.Sources.Count + unit.Submissions.Count + unit.Receipts.Count
            + unit.Profiles.Count + unit.Lookups.Count + unit.Accounts.Count + unit.Documents.Count + unit.Rewritings.Count + unit.Removed.Count + (unit.Tell?.Untold.Count ?? 0) + (unit.Tell?.Told.Count ?? 0) + 1;
        IsLookups = unit.Lookups.Count > 0 && Rows == unit.Lookups.Count + 1 && unit is
        {
            LowPriority: true, LookupsAnew: false, Fences.Count: 0, Marks.Count: 0, Audit.Count: 0, Feed.Count: 0,
            Claim: null, Release: null, DispatchLow: null, TallyAnew: null, JournalLow: null, AuditLow: null, Tell: null,
        };
    }

    /// <summary>A count that is not its entries' would move every later index.</summary>
    static void CheckAudit(AuditEntries audit)
    {
        var rest = audit.Body.Span;
        var count = 0;
        for (; rest.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && length <= rest.Length - 2; count++)
            rest = rest[(2 + length)..];
        if (!rest.IsEmpty || count != audit.Count)
            throw new ArgumentException("The audit entries are not as many as they say.", nameof(audit));
    }

    public CommitUnit Unit { get; }
    public override int Rows { get; }
    public override long Bytes { get; }

    /// <summary>Entries of look-ups, and nothing else.</summary>
    public bool IsLookups { get; }

    /// <summary>What the writer found; counts once its transaction is durable.</summary>
    public CommitOutcome Outcome { get; set; }

    public ValueTask<CommitOutcome> Answer => new(answer.Task);

    public override void Fail(Exception exception) => failure = exception;

    public void Execute()
    {
        if (failure is null)
            answer.TrySetResult(Outcome);
        else
            answer.TrySetException(failure);
    }
}

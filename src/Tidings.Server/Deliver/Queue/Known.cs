using Tidings.Core.Deliver.Retry;
using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver.Queue;

/// <summary>What a message's stored submissions say.</summary>
/// <param name="Settled">Nothing of it is due.</param>
/// <param name="Attempt">The highest number that a fact of it has.</param>
/// <param name="Accepted">Segments that the carrier has, a bit each.</param>
/// <param name="Refusals">How often a segment of it was refused for now with an error that is no throttling.</param>
/// <param name="Doubts">How often a segment of it left without an answer. What a crash left claimed is not among them: perhaps it never left.</param>
/// <param name="Holder">The position of the carrier that has those: the others go by it too.</param>
/// <param name="Spent">Carriers that have refused it for good.</param>
internal readonly record struct Known(bool Settled, int Attempt, uint Accepted, int Refusals, int Doubts, byte Holder = 0, CarrierMask Spent = default)
{
    /// <param name="classOf">What the carrier of a bind means by a status; null: what the standard says.</param>
    public static Known Of(MessageId id, IReadOnlyList<SubmissionRow> submissions, Router? router = null, Func<string, int, ErrorClass>? classOf = null)
    {
        var (settled, attempt, accepted) = (false, 0, 0u);
        var (holder, spent) = ((byte)0, default(CarrierMask));
        var (refused, doubted) = (new Sendings(), new Sendings());
        foreach (var row in submissions)
        {
            if (row.Message != id)
                continue;
            settled |= row.Settles;
            attempt = Math.Max(attempt, row.Attempt);
            var by = router?.IndexOf(row.Bind) ?? -1;
            if (row.Result == SubmissionResult.Accepted)
                (accepted, holder) = (accepted | 1u << row.Segment, by >= 0 ? (byte)by : holder);
            else if (row.Result == SubmissionResult.RefusedHere && by >= 0)
                spent = spent.With(by);
            else if (row.Result == SubmissionResult.InDoubtAgain)
                doubted.Add(row.Segment);
            else if (row.Result == SubmissionResult.Retry && (classOf?.Invoke(row.Bind, row.Status) ?? CommandStatusTable.ClassOf(row.Status)) != ErrorClass.Throttled)
                refused.Add(row.Segment);
        }
        return new(settled, attempt, accepted, refused.Most, doubted.Most, holder, spent);
    }

    /// <summary>Facts counted by segment, which come in the order of segments: a text has as many as the segment with the most.</summary>
    struct Sendings
    {
        int _segment;
        int _count;

        public int Most { get; private set; }

        public void Add(int segment)
        {
            _count = segment == _segment ? _count + 1 : 1;
            _segment = segment;
            Most = Math.Max(Most, _count);
        }
    }
}

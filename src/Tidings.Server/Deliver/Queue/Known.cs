using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>What a message's stored submissions say.</summary>
/// <param name="Settled">Nothing of it is due.</param>
/// <param name="Attempt">The highest number that a fact of it has.</param>
/// <param name="Accepted">Segments that the carrier has, a bit each.</param>
/// <param name="Refusals">How often a segment of it was refused for now with an error that is no throttling.</param>
/// <param name="Doubts">How often a segment of it left without an answer. What a crash left claimed is not among them: perhaps it never left.</param>
internal readonly record struct Known(bool Settled, int Attempt, uint Accepted, int Refusals, int Doubts)
{
    public static Known Of(MessageId id, IReadOnlyList<SubmissionRow> submissions)
    {
        var (settled, attempt, accepted) = (false, 0, 0u);
        var (refused, doubted) = (new Sendings(), new Sendings());
        foreach (var row in submissions)
        {
            if (row.Message != id)
                continue;
            settled |= row.Settles;
            attempt = Math.Max(attempt, row.Attempt);
            if (row.Result == SubmissionResult.Accepted)
                accepted |= 1u << row.Segment;
            else if (row.Result == SubmissionResult.InDoubtAgain)
                doubted.Add(row.Segment);
            else if (row.Result == SubmissionResult.Retry && CommandStatusTable.ClassOf(row.Status) != ErrorClass.Throttled)
                refused.Add(row.Segment);
        }
        return new(settled, attempt, accepted, refused.Most, doubted.Most);
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

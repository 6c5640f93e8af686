using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>What a message's stored submissions say.</summary>
/// <param name="Settled">Nothing of it is due.</param>
/// <param name="Attempt">How often it has been sent.</param>
/// <param name="Accepted">Segments that the carrier has, a bit each.</param>
internal readonly record struct Known(bool Settled, int Attempt, uint Accepted)
{
    public static Known Of(MessageId id, IReadOnlyList<SubmissionRow> submissions)
    {
        var (settled, attempt, accepted) = (false, 0, 0u);
        foreach (var row in submissions)
        {
            if (row.Message != id)
                continue;
            settled |= row.Settles;
            attempt = Math.Max(attempt, row.Attempt);
            if (row.Result == SubmissionResult.Accepted)
                accepted |= 1u << row.Segment;
        }
        return new(settled, attempt, accepted);
    }
}

namespace Tidings.Core.Deliver.Retry;

/// <summary>Whether and when a refused text goes again: by the class of the error alone.</summary>
public sealed class RetryPolicy
{
    readonly RetryOptions _options;
    readonly RetryDecision.Done _done = new();
    readonly RetryDecision.Never _never = new();
    readonly RetryDecision.Again _throttled;

    public RetryPolicy(RetryOptions options)
    {
        _options = options;
        _throttled = new(options.ThrottlePause, SlowDown: true);
    }

    /// <param name="status">command_status of the answer.</param>
    /// <param name="refusals">How often its text was refused with an error that is no throttling, this time included; from 1. What was throttled, or claimed and
    /// not sent, was never judged and does not count.</param>
    /// <param name="jitter">In [0, 1): spreads what failed together.</param>
    public RetryDecision Decide(int status, int refusals, double jitter) => CommandStatusTable.ClassOf(status) switch
    {
        ErrorClass.None => _done,
        ErrorClass.Throttled => _throttled,
        ErrorClass.Temporary => new RetryDecision.Again(Backoff(refusals, jitter), SlowDown: false),
        ErrorClass.Unknown when refusals < _options.TriesOfUnknown => new RetryDecision.Again(Backoff(refusals, jitter), SlowDown: false),
        ErrorClass.Unknown or ErrorClass.Unreachable or ErrorClass.Refused => _never,
        var other => throw new InvalidOperationException($"No rule for {other}."),
    };

    TimeSpan Backoff(int refusals, double jitter) => Deliver.Backoff.After(Math.Max(1, refusals), _options.FirstBackoff, _options.LongestBackoff, jitter);
}

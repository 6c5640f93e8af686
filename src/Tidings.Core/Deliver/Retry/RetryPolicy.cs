using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Deliver.Retry;

/// <summary>Whether and when a refused text goes again: by the class of the error alone.</summary>
public sealed class RetryPolicy
{
    readonly RetryOptions _options;
    readonly RetryDecision.Done _done = new();
    readonly RetryDecision.Never _never = new();
    readonly RetryDecision.NeverHere _neverHere = new();
    readonly IReadOnlyDictionary<int, ErrorClass> _own;
    readonly RetryDecision.Again _throttled;

    /// <param name="options">How texts go again.</param>
    /// <param name="own">What this carrier means by a command_status, where that differs from <see cref="CommandStatusTable"/>.</param>
    public RetryPolicy(RetryOptions options, IReadOnlyDictionary<int, ErrorClass>? own = null)
    {
        (_options, _own) = (options, own ?? new Dictionary<int, ErrorClass>());
        _throttled = new(options.ThrottlePause, SlowDown: true);
    }

    /// <param name="status">command_status of the answer.</param>
    /// <param name="refusals">How often its text was refused with an error that is no throttling, this time included; from 1. What was throttled, or claimed and
    /// not sent, was never judged and does not count.</param>
    /// <param name="jitter">In [0, 1): spreads what failed together.</param>
    public RetryDecision Decide(int status, int refusals, double jitter) => ClassOf(status) switch
    {
        ErrorClass.None => _done,
        ErrorClass.Throttled => _throttled,
        ErrorClass.Temporary => new RetryDecision.Again(Backoff(refusals, jitter), SlowDown: false),
        ErrorClass.Unknown when refusals < _options.TriesOfUnknown => new RetryDecision.Again(Backoff(refusals, jitter), SlowDown: false),
        ErrorClass.Unknown or ErrorClass.Refused => _neverHere,
        ErrorClass.Unreachable => _never,
        var other => throw new InvalidOperationException($"No rule for {other}."),
    };

    /// <summary>What the carrier means by a status.</summary>
    public ErrorClass ClassOf(int status) => _own.Count > 0 && _own.TryGetValue(status, out var own) ? own : CommandStatusTable.ClassOf(status);

    public bool IsThrottling(int status) => ClassOf(status) == ErrorClass.Throttled;

    /// <summary>The carrier's own trouble: it says nothing against the text.</summary>
    public bool IsTrouble(int status) => ClassOf(status) is ErrorClass.Temporary;

    /// <summary>How a refusal for good is recorded. Where the carrier has a table of its own, the record says what it meant then, whatever stands there later.</summary>
    public SubmissionResult Recorded(int status)
    {
        var number = ClassOf(status) == ErrorClass.Unreachable;
        return number == (CommandStatusTable.ClassOf(status) == ErrorClass.Unreachable) ? SubmissionResult.Rejected
            : number ? SubmissionResult.RejectedNumber : SubmissionResult.RejectedText;
    }

    /// <summary>What was refused so may have been sent all the same (<see cref="HttpErrorTable.LeavesDoubt"/>), unless the carrier has been said to mean something else by it.</summary>
    public bool LeavesDoubt(int status) => HttpErrorTable.LeavesDoubt(status) && !_own.ContainsKey(status);

    TimeSpan Backoff(int refusals, double jitter) => Deliver.Backoff.After(Math.Max(1, refusals), _options.FirstBackoff, _options.LongestBackoff, jitter);
}

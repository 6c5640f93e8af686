using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;

namespace Tidings.Client.Calls;

/// <summary>What of the standard resilience handler is ours: which calls are tried again, and until when.</summary>
internal static class Repeats
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(5), LeastSampling = TimeSpan.FromSeconds(30);

    /// <summary>When a call began, as a timestamp. A call without it is tried once.</summary>
    static readonly ResiliencePropertyKey<long> Began = new("Tidings.Began");

    public static void Mark(ResilienceContext context, TimeProvider time) => context.Properties.Set(Began, time.GetTimestamp());

    public static void Apply(HttpStandardResilienceOptions standard, TidingsOptions options, TimeProvider time)
    {
        standard.Retry.MaxRetryAttempts = int.MaxValue;
        standard.Retry.Delay = FirstPause;
        standard.Retry.MaxDelay = LongestPause;
        standard.Retry.ShouldHandle = async args => IsAgain(args.Context, args.Outcome, options.Patience, time) && !await IsForPeople(args.Outcome.Result).ConfigureAwait(false);
        standard.AttemptTimeout.Timeout = options.AttemptTimeout;
        // The patience decides whether another attempt begins; this only ends what hangs.
        standard.TotalRequestTimeout.Timeout = options.Patience + LongestPause + options.AttemptTimeout;
        standard.CircuitBreaker.FailureRatio = 0.5;
        standard.CircuitBreaker.SamplingDuration = LeastSampling > 2 * options.AttemptTimeout ? LeastSampling : 2 * options.AttemptTimeout;
        standard.CircuitBreaker.ShouldHandle = static args => new(IsBroken(args.Outcome));
    }

    static bool IsAgain(ResilienceContext context, in Outcome<HttpResponseMessage> outcome, TimeSpan patience, TimeProvider time)
    {
        if (!context.Properties.TryGetValue(Began, out var began))
            return false;
        if (!IsTransient(outcome) && outcome.Exception is not BrokenCircuitException)
            return false;
        // The node says when: what would come after the patience is not waited for.
        var wait = outcome.Result?.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        return time.GetElapsedTime(began) + wait < patience;
    }

    /// <summary>Somebody waits at a page and is told when to come again; and a code that comes when he has gone is worth nothing.</summary>
    static async ValueTask<bool> IsForPeople(HttpResponseMessage? response) =>
        response is { StatusCode: HttpStatusCode.TooManyRequests } && await Refusal.CodeOf(response).ConfigureAwait(false) == TidingsException.VerificationLimited;

    /// <summary>A node that says when to come again has much to do; it is not broken.</summary>
    static bool IsBroken(in Outcome<HttpResponseMessage> outcome) =>
        IsTransient(outcome) && outcome.Result is not { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests };

    /// <summary>The base library lets a socket's own failure through, where a connection ends in the moment in which it is made.</summary>
    static bool IsTransient(in Outcome<HttpResponseMessage> outcome) => HttpClientResiliencePredicates.IsTransient(outcome) || outcome.Exception is SocketException;
}

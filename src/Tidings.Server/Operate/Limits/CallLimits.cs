using System.Diagnostics.Metrics;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Limits;

/// <summary>
/// How often one caller may come, and one address that has not said who it is. Each member gives null where the request may go on, and otherwise the answer. Buckets that are
/// full again are dropped, so that memory holds those of the last seconds.
/// </summary>
internal sealed class CallLimits : IDisposable
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1);

    readonly PartitionedRateLimiter<string>? _requests, _operators, _events;
    readonly PartitionedRateLimiter<Caller> _ownRequests, _ownEvents;
    readonly PartitionedRateLimiter<IPAddress?>? _unknown, _signIns, _public;
    readonly Meter _meter;
    readonly Counter<long> _limited;

    public CallLimits(IOptions<LimitsOptions> options, TimeProvider time, IMeterFactory meters)
    {
        var limits = options.Value;
        _requests = ByName(limits.CallerRequestsPerSecond, time);
        _operators = ByName(limits.OperatorRequestsPerSecond, time);
        _events = ByName(limits.CallerEventsPerSecond, time);
        // A key keeps its limits as long as there is the key: another limit is another key.
        _ownRequests = ByCaller(static own => own.RequestsPerSecond!.Value, time);
        _ownEvents = ByCaller(static own => own.EventsPerSecond!.Value, time);
        _unknown = ByAddress(limits.UnknownPerMinute, Minute, time);
        _signIns = ByAddress(limits.SignInsPerMinute, Minute, time);
        _public = ByAddress(limits.PublicRequestsPerSecond, Second, time);
        _meter = meters.Create("Tidings");
        _limited = _meter.CreateCounter<long>("tidings.requests.limited", "{request}", "Requests that came too fast for their caller or address");
    }

    /// <summary>One request of somebody who is known.</summary>
    public Problem? Request(Caller caller) => caller.Limits?.RequestsPerSecond is not null ? Take(_ownRequests, caller, 1, "caller") : Take(caller.IsOperator ? _operators : _requests, caller.Identity, 1, "caller");

    /// <summary>So many events of a caller, all or none of them.</summary>
    public Problem? Events(Caller caller, int events) => caller.Limits?.EventsPerSecond is not null ? Take(_ownEvents, caller, events, "events") : Take(_events, caller.Identity, events, "events");

    /// <summary>A request that proved nobody.</summary>
    public Problem? Unknown(HttpContext http) => Take(_unknown, http.Connection.RemoteIpAddress, 1, "unknown");

    /// <summary>Whether an address has proved nobody so often that a costly proof from there is not looked at.</summary>
    public bool IsSpent(HttpContext http)
    {
        using var lease = _unknown?.AttemptAcquire(http.Connection.RemoteIpAddress, 0);
        return lease is { IsAcquired: false };
    }

    /// <summary>A sign-in or an enrolment, whatever comes of it.</summary>
    public Problem? SignIn(HttpContext http) => Take(_signIns, http.Connection.RemoteIpAddress, 1, "sign-in");

    /// <summary>A request for what is public.</summary>
    public Problem? Public(HttpContext http) => Take(_public, http.Connection.RemoteIpAddress, 1, "public");

    Problem? Take<T>(PartitionedRateLimiter<T>? limiter, T who, int permits, string what)
    {
        if (limiter is null)
            return null;
        using var lease = limiter.AttemptAcquire(who, permits);
        if (lease.IsAcquired)
            return null;
        _limited.Add(1, new KeyValuePair<string, object?>("limit", what));
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Second;
        return new Problem(ProblemCodes.RateLimited) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds)) };
    }

    static PartitionedRateLimiter<string>? ByName(int perSecond, TimeProvider time)
    {
        if (perSecond == 0)
            return null;
        Func<string, RateLimiter> make = _ => new Bucket(time, perSecond, Second);
        return PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.Get(name, make), StringComparer.Ordinal);
    }

    static PartitionedRateLimiter<Caller> ByCaller(Func<CallerLimits, int> perSecond, TimeProvider time) => PartitionedRateLimiter.Create<Caller, string>(
        caller => RateLimitPartition.Get(caller.Identity, _ => (RateLimiter)new Bucket(time, perSecond(caller.Limits!), Second)), StringComparer.Ordinal);

    static PartitionedRateLimiter<IPAddress?>? ByAddress(int each, TimeSpan fillsIn, TimeProvider time)
    {
        if (each == 0)
            return null;
        Func<UInt128, RateLimiter> make = _ => new Bucket(time, each, fillsIn);
        return PartitionedRateLimiter.Create<IPAddress?, UInt128>(address => RateLimitPartition.Get(AddressKey.Of(address), make));
    }

    public void Dispose()
    {
        foreach (var limiter in new[] { _requests, _operators, _events })
            limiter?.Dispose();
        foreach (var limiter in new[] { _ownRequests, _ownEvents })
            limiter.Dispose();
        foreach (var limiter in new[] { _unknown, _signIns, _public })
            limiter?.Dispose();
        _meter.Dispose();
    }
}

namespace Tidings.Security.Access;

/// <summary>What one key may send, instead of what all callers may. Each is null where it is as for all.</summary>
/// <param name="RequestsPerSecond">1 to 10,000,000.</param>
/// <param name="EventsPerSecond">1 to 10,000,000.</param>
/// <param name="BodyBytes">The largest body, 1 KiB to 1 GiB; never more than the address takes from anybody.</param>
public sealed record CallerLimits(int? RequestsPerSecond, int? EventsPerSecond, long? BodyBytes)
{
    const int MostPerSecond = 10_000_000;
    const long FewestBytes = 1024, MostBytes = 1L << 30;

    /// <summary>Why there can be no such limits, for people; null: there can.</summary>
    public string? WhyNot() =>
        RequestsPerSecond is < 1 or > MostPerSecond || EventsPerSecond is < 1 or > MostPerSecond ? $"Requests and events a second are from 1 to {MostPerSecond}."
        : BodyBytes is < FewestBytes or > MostBytes ? $"The largest body is from {FewestBytes} to {MostBytes} bytes." : null;

    /// <summary>Null where there is nothing in them.</summary>
    public static CallerLimits? Of(int? requestsPerSecond, int? eventsPerSecond, long? bodyBytes) =>
        requestsPerSecond is null && eventsPerSecond is null && bodyBytes is null ? null : new(requestsPerSecond, eventsPerSecond, bodyBytes);
}

namespace Tidings.Security.Access;

/// <summary>How long sessions last.</summary>
/// <param name="Lifetime">From the sign-in, used or not.</param>
/// <param name="Idle">From the last call.</param>
public sealed record SessionLimits(TimeSpan Lifetime, TimeSpan Idle)
{
    /// <summary>Sessions that one operator has at once. The sixth ends the oldest.</summary>
    public const int MostEach = 5;

    /// <summary>How young a sign-in must be for changing what one signs in with.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
}

/// <summary>A session as it is shown. <paramref name="Id"/> is the hash of its token: it names the session and opens nothing.</summary>
public sealed record OpenSession(string Id, DateTimeOffset Begun, DateTimeOffset Expires, DateTimeOffset LastUsed);

using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>A key as it is asked for.</summary>
internal sealed record KeyAsked
{
    /// <summary>What people call it; 1 to 100 characters.</summary>
    public string? Name { get; init; }
    /// <summary><c>live</c>, <c>team</c> or <c>test</c>.</summary>
    public string? Kind { get; init; }
    /// <summary>What it may do: one at least.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
    /// <summary>Null: never.</summary>
    public DateTimeOffset? Expires { get; init; }
    /// <summary>Requests a second, instead of <c>Limits:CallerRequestsPerSecond</c>; 1 to 10,000,000. Null: as all.</summary>
    public int? RequestsPerSecond { get; init; }
    /// <summary>Events a second, instead of <c>Limits:CallerEventsPerSecond</c>; 1 to 10,000,000. Null: as all.</summary>
    public int? EventsPerSecond { get; init; }
    /// <summary>The largest body in bytes, 1 KiB to 1 GiB, where that is less than the address takes from anybody. Null: as all.</summary>
    public long? BodyBytes { get; init; }
}

/// <summary>A key as it is shown.</summary>
/// <param name="Secret">The key itself: shown once, when it is made.</param>
/// <param name="Proposal">It opens nothing before this proposal is approved. Null: it is in force.</param>
internal sealed record KeyShown(
    string Id, string Name, string Kind, IReadOnlyList<string> Scopes, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked,
    DateOnly? LastUsed, string? MadeBy, string? Secret = null, string? Proposal = null, int? RequestsPerSecond = null, int? EventsPerSecond = null, long? BodyBytes = null)
{
    public static KeyShown Of(ApiKey key, string? secret = null, string? proposal = null) => new(
        key.Id, key.Name, AccessWords.Of(key.Kind), ScopeNames.Of(key.Scopes), key.Created, key.Expires, key.Revoked, key.LastUsed, key.MadeBy, secret, proposal,
        key.Limits?.RequestsPerSecond, key.Limits?.EventsPerSecond, key.Limits?.BodyBytes);
}

internal sealed record KeyList(IReadOnlyList<KeyShown> Keys);

using Tidings.Core.Events;

namespace Tidings.Security.Access;

/// <summary>A key that opens the API, without its secret.</summary>
/// <param name="Id">Eight characters of the key, behind its prefix: what lists, logs and revocation name it by.</param>
/// <param name="Name">What people call it: the system that uses it.</param>
/// <param name="Revoked">Null: in force.</param>
public sealed record ApiKey(string Id, string Name, DateTimeOffset Created, DateTimeOffset? Revoked)
{
    /// <summary>How far the texts of its events may go.</summary>
    public Reach Kind { get; init; }

    public Scope Scopes { get; init; } = ScopeNames.Usual(Reach.Live);

    /// <summary>It opens nothing from this moment on. Null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>What it may send. Null: as all.</summary>
    public CallerLimits? Limits { get; init; }

    /// <summary>The identity of whoever made it. Null: made where the store is, or before that was written down.</summary>
    public string? MadeBy { get; init; }

    /// <summary>The last day (UTC) on which it opened something. Written some seconds later. Null: never.</summary>
    public DateOnly? LastUsed { get; init; }
}

/// <summary>A key that was just made. <see cref="Secret"/> is shown once and stored nowhere.</summary>
public sealed record NewApiKey(ApiKey Key, string Secret)
{
    public override string ToString() => $"API key {Key.Id} (redacted)";
}

/// <summary>What a key is to be.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record ApiKeyRequest(string Name)
{
    public Reach Kind { get; init; }

    /// <summary>Null: the usual ones of this kind, <see cref="ScopeNames.Usual"/>.</summary>
    public Scope? Scopes { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Null: as all.</summary>
    public CallerLimits? Limits { get; init; }

    /// <summary>The identity behind the caller who makes it.</summary>
    public string? MadeBy { get; init; }
}

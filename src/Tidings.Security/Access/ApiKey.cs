namespace Tidings.Security.Access;

/// <summary>A key that opens the API, without its secret.</summary>
/// <param name="Id">Eight characters, the beginning of the key: what lists, logs and revocation name it by.</param>
/// <param name="Name">What people call it: the system that uses it.</param>
/// <param name="Revoked">Null: in force.</param>
public sealed record ApiKey(string Id, string Name, DateTimeOffset Created, DateTimeOffset? Revoked);

/// <summary>A key that was just made. <see cref="Secret"/> is shown once and stored nowhere.</summary>
public sealed record NewApiKey(ApiKey Key, string Secret)
{
    public override string ToString() => $"API key {Key.Id} (redacted)";
}

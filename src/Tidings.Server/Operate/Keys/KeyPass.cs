namespace Tidings.Server.Operate.Keys;

/// <summary>A pass over all data keys: the one that is under way, or the last one of this run of the node.</summary>
/// <param name="State"><c>running</c>, <c>done</c>, <c>failed</c>.</param>
/// <param name="Seen">Data keys looked at.</param>
/// <param name="Rewrapped">Of them, wrapped anew.</param>
internal sealed record KeyPass(string State, long Seen, long Rewrapped, DateTimeOffset Began, DateTimeOffset? Ended)
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
}

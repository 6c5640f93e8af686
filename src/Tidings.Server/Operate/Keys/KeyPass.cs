namespace Tidings.Server.Operate.Keys;

/// <summary>A pass over all data keys, or over all values that are sealed under them: the one that is under way, or the last one of this run of the node.</summary>
/// <param name="What"><c>rewrap</c>: keys are wrapped anew. <c>rotate</c>: each gets a new version. <c>reencrypt</c>: values are sealed anew.</param>
/// <param name="State"><c>running</c>, <c>done</c>, <c>failed</c>.</param>
/// <param name="Seen">Data keys, or values, looked at.</param>
/// <param name="Rewrapped">Of them, wrapped or sealed anew, or given a new version.</param>
/// <param name="Refused">Values that do not open; with one of them no old key is destroyed.</param>
/// <param name="Retired">Old versions of data keys that were destroyed at its end.</param>
internal sealed record KeyPass(string What, string State, long Seen, long Rewrapped, DateTimeOffset Began, DateTimeOffset? Ended, long Refused = 0, long Retired = 0)
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
}

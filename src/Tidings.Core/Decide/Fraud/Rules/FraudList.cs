namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Values that rules ask for.</summary>
public sealed record FraudList(string Id, IReadOnlyList<FraudListEntry> Entries)
{
    public override string ToString() => $"list {Id} (redacted)";
}

/// <param name="Value">As events have it; capitals do not matter.</param>
/// <param name="Until">It counts no more from then. Null: for ever.</param>
public sealed record FraudListEntry(string Value, DateTimeOffset? Until)
{
    public override string ToString() => "entry (redacted)";
}

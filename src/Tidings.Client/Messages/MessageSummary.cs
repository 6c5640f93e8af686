namespace Tidings.Client.Messages;

/// <summary>A message in a list: without its text and timeline.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Status">The same in people's words.</param>
/// <param name="Customer">The bank's id of the customer.</param>
/// <param name="Alert">The id of the alert that it comes from.</param>
/// <param name="Class">What it is for.</param>
/// <param name="To">The number, masked.</param>
/// <param name="StoredAt">When it was decided and stored.</param>
/// <param name="Error">The carrier's last; null: there was none.</param>
public sealed record MessageSummary(
    string Id, MessageState State, string Status, string Customer, string Alert, MessageClass Class, string To, DateTimeOffset StoredAt, string? Error)
{
    /// <summary>Id and state alone: the rest is personal.</summary>
    public override string ToString() => $"message {Id} {State} (redacted)";
}

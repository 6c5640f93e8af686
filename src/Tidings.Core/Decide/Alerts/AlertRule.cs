using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>An alert as data: what triggers it, who hears it, by which template. See docs/alerts.md for the document.</summary>
public sealed record AlertRule
{
    /// <summary>Lower case letters, digits and hyphens: <c>card-payment-abroad</c>. Customers' preferences name it.</summary>
    public required string Id { get; init; }
    /// <summary>The template's id. Presets: the same as <see cref="Id"/>.</summary>
    public required string Template { get; init; }
    public required MessageClass Class { get; init; }
}

using Tidings.Core.Messages;

namespace Tidings.Core.Compose.Templates;

/// <summary>A text as data, in one or more languages. A version never changes; a change is a new version.</summary>
public sealed record Template
{
    /// <summary>Lower case letters, digits and hyphens: <c>card-payment</c>. Alerts name it.</summary>
    public required string Id { get; init; }
    /// <summary>From 1.</summary>
    public required int Version { get; init; }
    public required MessageClass Class { get; init; }
    /// <summary>Only an approved version is ever sent.</summary>
    public required TemplateState State { get; init; }
    /// <summary>Variables without which there is no sense in the text; where one is missing, nothing is sent. All others must be guarded by a condition.</summary>
    public IReadOnlyList<string> Requires { get; init => field = value ?? []; } = [];
    /// <summary>Liquid by language (BCP 47).</summary>
    public required IReadOnlyDictionary<string, string> Bodies { get; init; }
}

public enum TemplateState : byte
{
    /// <summary>Kept and previewed, never sent.</summary>
    Draft = 1,
    Approved,
}

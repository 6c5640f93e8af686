using Tidings.Core.Decide;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose.Templates;

/// <summary>What a template must keep to be saved.</summary>
public sealed record TemplateRules
{
    /// <summary>As whom the samples are written.</summary>
    public required BankSettings Bank { get; init; }
    /// <summary>BCP 47. Each must have a body of its own or of its parent (<c>tr</c> for <c>tr-CY</c>).</summary>
    public IReadOnlyList<string> RequiredLanguages { get; init; } = [];
    /// <summary>Classes whose texts hold no link: a customer learns that a bank's alert never asks to tap.</summary>
    public IReadOnlyList<MessageClass> LinkFree { get; init; } =
        [MessageClass.OneTimeCode, MessageClass.Fraud, MessageClass.Security, MessageClass.Transaction, MessageClass.Balance, MessageClass.Reply];
    /// <summary>Segments of a text by the carrier's encoding. Null: length is not checked.</summary>
    public Func<string, int>? Segments { get; init; }
    /// <summary>The most segments that a text may take when every value in it is as long as it gets. Default 4, 1 to 10.</summary>
    public int MaxSegments { get; init; } = 4;
}

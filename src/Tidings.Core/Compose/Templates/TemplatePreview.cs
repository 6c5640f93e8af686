using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose.Templates;

public enum PreviewSample : byte
{
    /// <summary>Everything is there, nothing is long.</summary>
    Typical = 1,
    /// <summary>Only what the template requires.</summary>
    Bare,
    /// <summary>Everything is there and as long as it gets.</summary>
    Longest,
}

/// <summary>A template as a customer would read it, from invented values or given ones.</summary>
/// <param name="Text">Null: nothing would be sent.</param>
/// <param name="Refusal">Why not.</param>
public sealed record TemplatePreview(string? Text, Reason? Refusal)
{
    /// <param name="values">In place of the sample's. Null: the sample's all.</param>
    public static TemplatePreview Render(Template template, string language, BankSettings bank, PreviewSample sample, PreviewValues? values = null)
    {
        var draft = sample switch
        {
            PreviewSample.Bare => Samples.Bare(template, language, bank),
            PreviewSample.Longest => Samples.Longest(template, language, bank),
            _ => Samples.Typical(template, language, bank),
        };
        var composer = new Composer(new TemplateBook([template with { State = TemplateState.Approved }]));
        return composer.Compose(values?.ApplyTo(draft) ?? draft) switch
        {
            Composition.Composed composed => new TemplatePreview(composed.Message.Text, null),
            Composition.Refused refused => new TemplatePreview(null, refused.Suppression.Reason),
            _ => throw new InvalidOperationException("A composition is one of the two."),
        };
    }
}

/// <summary>Values to preview with, by the names that templates use. What is null stays the sample's.</summary>
public sealed record PreviewValues
{
    public Money? Amount { get; init; }
    public Money? Balance { get; init; }
    public Money? Threshold { get; init; }
    public Money? Limit { get; init; }
    public string? Merchant { get; init; }
    public string? Counterparty { get; init; }
    public string? Country { get; init; }
    public string? Place { get; init; }
    public string? Channel { get; init; }
    public string? Device { get; init; }
    public string? Reason { get; init; }
    public string? Reference { get; init; }
    public string? Status { get; init; }
    public string? Contact { get; init; }
    public string? Recipient { get; init; }
    /// <summary>The last four digits.</summary>
    public string? Card { get; init; }
    public string? Nickname { get; init; }
    public bool? Credit { get; init; }
    public bool? Pending { get; init; }

    internal Draft ApplyTo(Draft draft) => draft with
    {
        Balance = Balance ?? draft.Balance,
        Threshold = Threshold ?? draft.Threshold,
        Recipient = Recipient ?? draft.Recipient,
        Account = Nickname is null ? draft.Account : draft.Account is { } account ? account with { Nickname = Nickname } : null,
        Event = draft.Event with
        {
            Amount = Amount ?? draft.Event.Amount,
            Limit = Limit ?? draft.Event.Limit,
            Merchant = Merchant ?? draft.Event.Merchant,
            Counterparty = Counterparty ?? draft.Event.Counterparty,
            Country = Country ?? draft.Event.Country,
            Place = Place ?? draft.Event.Place,
            Channel = Channel ?? draft.Event.Channel,
            Device = Device ?? draft.Event.Device,
            Reason = Reason ?? draft.Event.Reason,
            Reference = Reference ?? draft.Event.Reference,
            Status = Status ?? draft.Event.Status,
            Contact = Contact ?? draft.Event.Contact,
            CardLast4 = Card ?? draft.Event.CardLast4,
            Credit = Credit ?? draft.Event.Credit,
            Pending = Pending ?? draft.Event.Pending,
        },
    };
}

using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Compose;

/// <summary>Drafts to compose from.</summary>
static class Drafts
{
    public static BankSettings Bank { get; } = new() { Name = "Northwind Bank", Hotline = "+44 20 7946 0000", Sender = new SenderId("Northwind"), HomeCountry = "GB" };

    public static Draft Of(string template, string language = "en", MessageClass of = MessageClass.Transaction) => new()
    {
        Rule = new AlertRule { Id = template, Template = template, Class = of },
        To = new Msisdn("447700900123"),
        Language = language,
        TimeZone = "Europe/London",
        ValidUntil = new DateTimeOffset(2026, 11, 27, 15, 0, 0, TimeSpan.Zero),
        Reasons = [new Reason("alert", $"alert {template}")],
        Bank = Bank,
        Event = new BankEvent
        {
            Source = "core", Id = "1", Type = EventTypes.TransactionPosted, Customer = "C-1", Account = "A-1",
            Time = new DateTimeOffset(2026, 11, 27, 14, 5, 0, TimeSpan.Zero),
            Amount = new Money(12.30m, "GBP"), Merchant = "SUN BOOKS LEEDS", CardLast4 = "4242",
        },
        Profile = new CustomerProfile { Id = "C-1", Name = "Rose Miller", Phones = [new Msisdn("447700900123")], Language = language, TimeZone = "Europe/London" },
        Account = new Account { Id = "A-1", Holders = ["C-1"], Currency = "GBP", Masked = "**1234" },
        Balance = new Money(1234.56m, "GBP"),
    };

    public static Template Template(string body, params string[] requires) => new()
    {
        Id = "t", Version = 1, Class = MessageClass.Transaction, State = TemplateState.Approved, Requires = requires,
        Bodies = new Dictionary<string, string> { ["en"] = body },
    };

    public static Message Compose(this Draft draft, params Template[] templates) =>
        Assert.IsType<Composition.Composed>(Result(draft, templates)).Message;

    public static string Text(this Draft draft, params Template[] templates) => draft.Compose(templates).Text;

    public static Suppression Refused(this Draft draft, params Template[] templates) =>
        Assert.IsType<Composition.Refused>(Result(draft, templates)).Suppression;

    static Composition Result(Draft draft, Template[] templates) =>
        new Composer(new TemplateBook(templates.Length == 0 ? PresetTemplates.All : templates)).Compose(draft);

    public static Draft With(this Draft draft, Func<BankEvent, BankEvent> change) => draft with { Event = change(draft.Event) };
}

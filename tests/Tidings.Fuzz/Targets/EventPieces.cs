using System.Text;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Fuzz.Engine;
using Tidings.Server.Intake.Events;

namespace Tidings.Fuzz.Targets;

/// <summary>What the targets of events share: a bank that decides what was read, words of the format, and seeds.</summary>
internal sealed class EventPieces
{
    static readonly string[] Names =
    [
        "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "data", "data_base64", "customer", "account", "kind", "credit", "amount", "currency", "balance", "pending",
        "counterparty", "merchant", "name", "category", "country", "channel", "place", "device", "newDevice", "purpose", "cardLast4", "status", "reason", "reference", "contact", "oldPhone", "newPhone",
        "limit", "phones", "language", "timeZone", "marketingOptOut", "quietHours", "from", "until", "preferences", "alert", "enabled", "threshold", "schedule", "every", "day", "at",
        "card-payment", "transfer-in", "reversal", "approved", "blocked", "phone",
        EventTypes.TransactionPosted, EventTypes.BalanceReported, EventTypes.Overdrawn, EventTypes.CardAuthorisation, EventTypes.CardStatusChanged, EventTypes.Login, EventTypes.ContactChanged,
        EventTypes.CustomerUpdated, EventTypes.CustomerClosed, EventTypes.PayeeAdded, EventTypes.PaymentInitiated, EventTypes.PasswordChanged, EventTypes.DeviceAdded,
    ];

    static readonly CustomerProfile Ada = new() { Id = "C-1", Name = "Ada Jensen", Phones = [new("15005550006")], Language = "en", TimeZone = "Europe/Berlin" };
    static readonly Account Current = new() { Id = "A-1", Holders = ["C-1"], Currency = "GBP", Masked = "**1234" };
    static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    readonly EventPipeline _pipeline;
    readonly CustomerState _state = new() { Id = "C-1" };

    public EventPieces()
    {
        var bank = new BankSettings { Name = "Example Bank", Sender = new("EXAMPLE"), HomeCountry = "GB", DefaultTimeZone = "Europe/London" };
        _pipeline = new(Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [])!);
        _state.Apply(_pipeline.Decide(_state, null, new() { Source = "b", Id = "0", Type = EventTypes.CustomerUpdated, Time = Now, Customer = "C-1", Profile = Ada }, 1, Now).Delta);
    }

    public static CloudEventReader Reader() => new(new NumberingPlan("GB", assignedOnly: false), new("en", "Europe/London"), TimeProvider.System);

    public static IReadOnlyList<byte[]> Words { get; } = [.. Names.Select(static name => Encoding.UTF8.GetBytes($"\"{name}\""))];

    public static string Structured(string type, string data) =>
        $$"""{"specversion":"1.0","id":"e-1","source":"/bank","type":"{{type}}","time":"2026-11-23T08:15:00Z","data":{{data}}}""";

    public static IEnumerable<(string Type, string Data)> Samples() =>
    [
        (EventTypes.TransactionPosted, """{"account":"A-1","kind":"card-payment","amount":{"amount":"12.30","currency":"GBP"},"merchant":{"name":"Corner Bakery","category":"5462"},"country":"GB","balance":{"amount":"100.00","currency":"GBP"},"cardLast4":"4242","pending":true}"""),
        (EventTypes.TransactionPosted, """{"account":"A-1","kind":"reversal","credit":true,"amount":{"amount":5,"currency":"EUR"},"counterparty":"Bo","purpose":"SALA","reference":"r-1","channel":"online"}"""),
        (EventTypes.BalanceReported, """{"account":"A-1","balance":{"amount":"-3.00","currency":"GBP"}}"""),
        (EventTypes.Login, """{"customer":"C-1","device":"iPhone","newDevice":true,"place":"Leeds","country":"FR"}"""),
        (EventTypes.ContactChanged, """{"customer":"C-1","contact":"phone","oldPhone":"+15005550006","newPhone":"07700 900123"}"""),
        (EventTypes.CardAuthorisation, """{"customer":"C-1","status":"declined","amount":{"amount":"9","currency":"JPY"},"reason":"limit"}"""),
        (EventTypes.CardStatusChanged, """{"account":"A-1","status":"blocked","reason":"lost"}"""),
        (EventTypes.CustomerUpdated, """{"customer":"C-1","name":"Ada","phones":["+15005550006"],"language":"tr-TR","timeZone":"Europe/Istanbul","quietHours":{"from":"22:00","until":"07:00"},"preferences":[{"alert":"fee","account":"A-1","enabled":true,"threshold":"5.00","schedule":{"every":"week","day":1,"at":"08:00"}}]}"""),
        (EventTypes.CustomerClosed, """{"customer":"C-1"}"""),
    ];

    /// <summary>An event that was taken can be decided, and its texts written: nothing downstream throws.</summary>
    public void Decide(BankEvent happened, Features seen)
    {
        var decided = _pipeline.Decide(_state, Current, happened with { Customer = "C-1" }, 2, Now);
        seen.Add(50, (uint)decided.Messages.Count);
        foreach (var message in decided.Messages)
            seen.AddWords(51, message.Template);
        foreach (var suppressed in decided.Suppressions)
            seen.AddWords(52, suppressed.Reason.Code);
    }

    public static void Note(ParsedEvent parsed, Features seen)
    {
        seen.AddWords(40, parsed.Event?.Type ?? "refused");
        foreach (var error in parsed.Errors)
        {
            seen.AddWords(41, error.Code + error.Why);
            // The path of a member that is known; others are the input's own words.
            if (error.Code is not (FieldCodes.UnknownField or FieldCodes.Repeated))
                seen.AddWords(42, error.Field);
        }
        Oracle.Holds(parsed.Event is null == parsed.Errors.Count > 0, "an event is taken or told what is wrong");
        Oracle.Holds(parsed.Errors.Count <= FieldErrors.Most, "no more errors are told than the bound");
    }
}

using System.Text;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Server.Compose;
using Tidings.Smpp.Text;

namespace Tidings.Fuzz.Targets;

/// <summary>A document that the bank's staff writes: it is read, or every wrong member is named; what was read can be written and reads the same.</summary>
internal abstract class DocumentTarget : FuzzTarget
{
    public override long MayAllocate(int octets) => 1024 * 1024 + 2048L * octets;

    public override byte[]? Reshape(Random random, byte[] input) => JsonMutator.Mutate(random, input, Words);

    protected static IReadOnlyList<byte[]> Quoted(string[] words) => [.. words.Select(static word => Encoding.UTF8.GetBytes($"\"{word}\""))];

    protected static void Note(IReadOnlyList<FieldError> errors, Features seen)
    {
        foreach (var error in errors)
        {
            seen.AddWords(1, error.Code + (error.Why.Contains('\'', StringComparison.Ordinal) ? "" : error.Why));
        }
        seen.AddMagnitude(3, errors.Count);
    }
}

internal sealed class AlertTarget : DocumentTarget
{
    // Made once: what the presets take is not what an input takes.
    readonly Core.Compose.Composer composer = new(new TemplateBook(PresetTemplates.All));

    public override string Name => "alerts";

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(
    [
        "id", "title", "class", "template", "enabled", "onByDefault", "mandatory", "triggers", "on", "when", "field", "op", "value", "threshold", "of", "defaults", "otherwise", "byCustomer", "accountSetting", "oncePerCrossing",
        "marginPercent", "repeatWithin", "schedule", "default", "lateWithin", "every", "day", "at", "shadows", "recipients", "validity", "tellBookingAgain", "transaction", "balance", "amount", "is", "in", "not-in", "at-least",
        "present", "kind", "card-payment", "data.x", EventTypes.TransactionPosted, EventTypes.BalanceDue, "PT24H", "P7D", "week", "08:00", "EUR",
    ]);

    public override IEnumerable<byte[]> Seeds() => PresetAlerts.Rules.Select(AlertRuleWriter.Write);

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        var rule = AlertRuleReader.Read(input, errors);
        Note(errors, seen);
        Oracle.Holds(rule is null == errors.Count > 0, "a rule is taken or told what is wrong");
        if (rule is null)
            return;
        var again = AlertRuleReader.Read(AlertRuleWriter.Write(rule), errors);
        Oracle.Holds(again is not null && AlertRuleWriter.Write(again).AsSpan().SequenceEqual(AlertRuleWriter.Write(rule)), "what is read can be written and reads the same");
        // What the reader lets through can be compiled.
        var bank = new BankSettings { Name = "B", Sender = new("B"), HomeCountry = "GB" };
        _ = Rulebook.Create(bank, [rule], composer, null, errors);
    }
}

internal sealed class SettingsTarget : DocumentTarget
{
    public override string Name => "settings";

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(["name", "hotline", "sender", "homeCountry", "defaultLanguage", "defaultTimeZone", "quietHours", "from", "until", "waitingClasses", "balance", "promotional", "GB", "Europe/Istanbul", "22:00", "en"]);

    public override IEnumerable<byte[]> Seeds() =>
        [Encoding.UTF8.GetBytes("""{"name":"Example Bank","hotline":"+44 20 7946 0000","sender":"EXAMPLE","homeCountry":"GB","defaultLanguage":"en","defaultTimeZone":"Europe/London","quietHours":{"from":"22:00","until":"07:00"},"waitingClasses":["balance"]}""")];

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        var settings = BankSettingsReader.Read(input, errors);
        Note(errors, seen);
        Oracle.Holds(settings is null == errors.Count > 0, "settings are taken or told what is wrong");
        if (settings is not null)
            Oracle.Holds(BankSettingsReader.Read(AlertRuleWriter.Write(settings), errors) is { } again && AlertRuleWriter.Write(again).AsSpan().SequenceEqual(AlertRuleWriter.Write(settings)), "what is read can be written and reads the same");
    }
}

internal sealed class TemplateDocumentTarget : DocumentTarget
{
    static readonly BankSettings Bank = new() { Name = "Example Bank", Sender = new("EXAMPLE"), HomeCountry = "GB" };
    static readonly TemplateRules Rules = new() { Bank = Bank, RequiredLanguages = ["en", "tr-CY"] };

    public override string Name => "template-document";

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(["id", "version", "class", "state", "requires", "bodies", "template", "languages", "sample", "values", "amount", "currency", "merchant", "en", "tr", "pt-BR", "approved", "draft", "typical", "longest", "transaction", "data.x"]);

    public override IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes("""{"id":"mine","class":"transaction","state":"approved","requires":["amount"],"bodies":{"en":"You paid {{ amount }}.","tr":"{{ amount }} harcadınız."}}"""),
        Encoding.UTF8.GetBytes("""{"template":{"class":"balance","bodies":{"en":"{% if merchant %}{{ merchant }}{% endif %}"}},"languages":["en","tr"],"sample":"bare","values":{"merchant":"Ş","amount":{"amount":1.5,"currency":"EUR"}}}"""),
    ];

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        if (ComposeJson.Read(input, ComposeJson.Default.TemplateDocument, errors) is { } document)
            Check(document.ToTemplate(document.Id ?? "t"), null, [], seen);
        var request = ComposeJson.Read(input, ComposeJson.Default.PreviewRequest, errors);
        Note(errors, seen);
        if (request?.Template is { } template)
            Check(template.ToTemplate("t"), request.Values, request.Languages ?? [], seen);
    }

    static void Check(Template template, PreviewValues? values, IReadOnlyList<string> languages, Features seen)
    {
        var errors = TemplateCheck.Check(template, Rules);
        Note(errors, seen);
        foreach (var language in languages.Concat(template.Bodies.Keys).Take(5))
            _ = PreviewedText.Of(template, language, Bank, PreviewSample.Typical, values, EncodingOptions.Default);
        if (errors.Count > 0)
            return;
        var written = TemplateJson.Write(template);
        Oracle.Holds(TemplateJson.Write(TemplateJson.Read(written)).AsSpan().SequenceEqual(written), "what is saved reads the same");
        seen.Add(5, (uint)template.Bodies.Count);
    }
}

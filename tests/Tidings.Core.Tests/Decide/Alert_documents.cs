using System.Text;
using System.Text.Json.Nodes;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide;

public sealed class Alert_documents
{
    const string Good = """
        {"id":"big-fee","title":"Big fee","class":"transaction","template":"fee","validity":"PT24H",
         "triggers":[{"on":"account.transaction.posted","when":[{"field":"kind","op":"is","value":"fee"}]}]}
        """;

    static (AlertRule? Rule, List<FieldError> Errors) Read(string json)
    {
        var errors = new List<FieldError>();
        return (AlertRuleReader.Read(Encoding.UTF8.GetBytes(json), errors), errors);
    }

    [Fact]
    public void Presets_are_read_back_as_they_are_written() => Assert.All(PresetAlerts.Rules, rule =>
    {
        var written = AlertRuleWriter.Write(rule);
        var (read, errors) = Read(Encoding.UTF8.GetString(written));
        Assert.Empty(errors);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(AlertRuleWriter.Write(read!)));
    });

    [Theory]
    [InlineData("Big fee", "\\ud800"), InlineData("\"title\"", "\"\\udc00\""), InlineData("kind", "\\ud800"), InlineData("PT24H", "\\ud800")]
    public void Half_of_a_surrogate_pair_is_an_error_wherever_it_stands(string whole, string half)
    {
        var (rule, errors) = Read(Good.Replace(whole, half, StringComparison.Ordinal));
        Assert.Equal((null, "format"), (rule, Assert.Single(errors).Code));
        var settings = new List<FieldError>();
        Assert.Null(BankSettingsReader.Read(Encoding.UTF8.GetBytes($$"""{"name":"{{half.Trim('"')}}"}"""), settings));
        Assert.Equal("format", Assert.Single(settings).Code);
    }

    [Theory]
    [InlineData("id", "\\ud800"), InlineData("\\udc00", "x"), InlineData("title", "\\ud83d\\ud83d\\ude00")]
    public void Half_a_character_is_told_and_not_thrown(string member, string value)
    {
        var (rule, errors) = Read($$"""{"{{member}}":"{{value}}"}""");
        Assert.Null(rule);
        Assert.Equal(("$", FieldCodes.Format), (Assert.Single(errors).Field, errors[0].Code));
    }

    [Fact]
    public void A_whole_pair_is_a_character()
    {
        var (rule, errors) = Read(Good.Replace("Big fee", "\\ud83d\\ude00\\u0041\\\\ud800", StringComparison.Ordinal));
        Assert.Empty(errors);
        Assert.Equal("😀A\\ud800", rule!.Title);
    }

    [Fact]
    public void What_is_no_UTF8_is_told_and_not_thrown()
    {
        var errors = new List<FieldError>();
        Assert.Null(AlertRuleReader.Read(new byte[] { (byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, errors));
        Assert.Null(BankSettingsReader.Read(new byte[] { (byte)'"', 0xFF, (byte)'"' }, errors));
        Assert.Equal(["$", "$"], errors.Select(error => error.Field));
    }

    [Fact]
    public void Every_preset_has_its_preset_template() =>
        Assert.Empty(Check(PresetAlerts.Rules, PresetTemplates.All.Select(template => template.Id).ToHashSet()));

    [Fact]
    public void A_good_one_is_read()
    {
        var (rule, errors) = Read(Good);
        Assert.Empty(errors);
        Assert.Equal(("big-fee", MessageClass.Transaction, TimeSpan.FromHours(24), true), (rule!.Id, rule.Class, rule.Validity, rule.OnByDefault));
    }

    [Theory]
    [InlineData("id", "\"Big Fee\"", "id", "format")]
    [InlineData("id", "\"big-fee\\n\"", "id", "format")]
    [InlineData("id", null, "id", "missing")]
    [InlineData("class", "\"urgent\"", "class", "unknown-value")]
    [InlineData("template", "7", "template", "format")]
    [InlineData("validity", "\"24h\"", "validity", "range")]
    [InlineData("validity", "\"P8D\"", "validity", "range")]
    [InlineData("maxAge", "\"PT59S\"", "maxAge", "range")]
    [InlineData("maxAge", "\"P8D\"", "maxAge", "range")]
    [InlineData("enabled", "\"yes\"", "enabled", "format")]
    [InlineData("colour", "\"red\"", "colour", "unknown-field")]
    [InlineData("triggers", "[]", "triggers", "missing")]
    [InlineData("triggers", "[{}]", "triggers[0].on", "missing")]
    [InlineData("triggers", "[{\"on\":\"tidings.other\"}]", "triggers[0].on", "unknown-value")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"colour\",\"op\":\"is\",\"value\":\"x\"}]}]", "triggers[0].when[0].field", "unknown-value")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"kind\",\"op\":\"is\",\"value\":\"gift\"}]}]", "triggers[0].when[0].value", "unknown-value")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"kind\",\"op\":\"above\",\"value\":1}]}]", "triggers[0].when[0].op", "unknown-value")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"amount\",\"op\":\"above\",\"value\":\"1\"}]}]", "triggers[0].when[0].value", "format")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"pending\",\"op\":\"is\",\"value\":1}]}]", "triggers[0].when[0].value", "format")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"kind\",\"op\":\"in\",\"value\":[]}]}]", "triggers[0].when[0].value", "format")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"device\",\"op\":\"present\",\"value\":true}]}]", "triggers[0].when[0].value", "unknown-field")]
    [InlineData("triggers", "[{\"on\":\"a\",\"when\":[{\"field\":\"device\",\"op\":\"is\"}]}]", "triggers[0].when[0].value", "missing")]
    [InlineData("triggers", "[{\"on\":\"tidings.balance.due\"}]", "schedule", "missing")]
    [InlineData("schedule", "{\"default\":{\"every\":\"day\",\"at\":\"08:00\"},\"lateWithin\":\"PT6H\"}", "schedule", "unknown-field")]
    [InlineData("threshold", "{\"of\":\"weight\"}", "threshold.of", "unknown-value")]
    [InlineData("threshold", "{\"of\":\"amount\",\"oncePerCrossing\":true}", "threshold.oncePerCrossing", "range")]
    [InlineData("threshold", "{\"of\":\"amount\",\"defaults\":{\"euro\":1}}", "threshold.defaults.euro", "format")]
    [InlineData("threshold", "{\"of\":\"balance\",\"marginPercent\":-1}", "threshold.marginPercent", "range")]
    [InlineData("repeatWithin", "\"P4D\"", "repeatWithin", "range")]
    [InlineData("shadows", "[\"big-fee\"]", "shadows", "range")]
    [InlineData("shadows", "[7]", "shadows[0]", "format")]
    [InlineData("recipients", "\"everybody\"", "recipients", "unknown-value")]
    public void A_wrong_member_is_named(string member, string? value, string field, string code)
    {
        var document = JsonNode.Parse(Good)!.AsObject();
        document.Remove(member);
        if (value is not null)
            document[member] = JsonNode.Parse(value);
        var (rule, errors) = Read(document.ToJsonString());
        Assert.Null(rule);
        Assert.Contains((field, code), errors.Select(error => (error.Field, error.Code)));
    }

    [Fact]
    public void All_wrong_members_are_named_at_once()
    {
        var (_, errors) = Read("""{"id":"BAD","class":"urgent","triggers":[],"more":1}""");
        Assert.Superset(new HashSet<string> { "id", "title", "class", "template", "triggers", "validity", "more" }, errors.Select(error => error.Field).ToHashSet());
    }

    [Theory, InlineData(""), InlineData("{"), InlineData("[]"), InlineData("null")]
    public void What_is_no_object_is_refused(string json)
    {
        var (rule, errors) = Read(json);
        Assert.Null(rule);
        Assert.Equal("$", Assert.Single(errors, error => error.Field == "$").Field);
    }

    [Fact]
    public void A_promotional_alert_cannot_be_mandatory() =>
        Assert.Contains(Read(Good.Replace("\"transaction\"", "\"promotional\",\"mandatory\":true", StringComparison.Ordinal)).Errors, error => error.Field == "mandatory");

    static List<FieldError> Check(IReadOnlyList<AlertRule> rules, IReadOnlySet<string>? templates = null)
    {
        var errors = new List<FieldError>();
        var book = Rulebook.Create(Given.Bank, rules, new Given.PlainComposer(), templates, errors);
        Assert.Equal(errors.Count > 0, book is null);
        return errors;
    }

    [Fact]
    public void Together_they_name_what_does_not_fit()
    {
        var presets = PresetAlerts.Rules;
        Assert.Empty(Check(presets, presets.Select(rule => rule.Template).ToHashSet()));
        Assert.Equal("alerts.fee.id", Assert.Single(Check([.. presets, presets.Single(rule => rule.Id == "fee")])).Field);
        Assert.Equal("alerts.fee.template", Assert.Single(Check(presets, presets.Select(rule => rule.Template).Where(t => t != "fee").ToHashSet())).Field);
        Assert.Equal("alerts.fee.shadows[0]", Assert.Single(Check(Given.PresetsWith("fee", rule => rule with { Shadows = ["nothing"] }))).Field);
        Assert.Equal("alerts.fee.shadows[0]", Assert.Single(Check(Given.PresetsWith("fee", rule => rule with { Class = MessageClass.Promotional, Shadows = ["card-payment"] }))).Field);
        Assert.EndsWith(".shadows", Assert.Single(Check(Given.PresetsWith("card-payment", rule => rule with { Shadows = ["card-payment-abroad"] }))).Field, StringComparison.Ordinal);
        foreach (var scheduled in presets.Where(rule => rule.Schedule is not null))
            Assert.Equal("alerts", Assert.Single(Check([.. presets, scheduled with { Id = "second" }])).Field);
    }

    [Theory, InlineData(64, 0), InlineData(65, 1)]
    public void A_type_triggers_64_alerts_at_most(int count, int errors) => Assert.Equal(errors, Check([.. Enumerable.Range(0, count).Select(i => new AlertRule
    {
        Id = $"own-{i}", Class = MessageClass.Transaction, Template = "own", Triggers = [new("bank.own", [])],
    })]).Count);

    [Fact]
    public void Conditions_reach_into_the_data_of_a_banks_own_type()
    {
        var (rule, errors) = Read("""
            {"id":"loan-due","title":"Loan due","class":"transaction","template":"loan-due","validity":"PT24H",
             "triggers":[{"on":"bank.loan.due","when":[{"field":"data.loan.days","op":"at-most","value":3},{"field":"data.kind","op":"is","value":"home"}]}]}
            """);
        Assert.Empty(errors);
        var given = new Given(rules: [rule!]);
        Assert.Equal(["loan-due"], given.Happened("bank.loan.due", e => e with { Data = """{"kind":"home","loan":{"days":3}}""" }).Told());
        Assert.Empty(given.Happened("bank.loan.due", e => e with { Data = """{"kind":"home","loan":{"days":4}}""" }).Told());
        Assert.Empty(given.Happened("bank.loan.due", e => e with { Data = """{"kind":"home"}""" }).Told());
        Assert.Empty(given.Happened("bank.loan.due").Told());
    }

    [Fact]
    public void Bank_settings_are_read_back_and_wrong_ones_named()
    {
        var errors = new List<FieldError>();
        var written = AlertRuleWriter.Write(Given.Bank with { QuietHours = new(new(22, 0), new(7, 0)) });
        var read = BankSettingsReader.Read(written, errors);
        Assert.Empty(errors);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(AlertRuleWriter.Write(read!)));

        Assert.Null(BankSettingsReader.Read("""{"name":"B","sender":"TOO LONG A NAME","homeCountry":"Germany","defaultTimeZone":"Mars","waitingClasses":["security"],"quietHours":{"from":"7"}}"""u8.ToArray(), errors));
        Assert.Superset(new HashSet<string> { "sender", "homeCountry", "defaultTimeZone", "waitingClasses[0]", "quietHours.from", "quietHours.until" }, errors.Select(error => error.Field).ToHashSet());
    }
}

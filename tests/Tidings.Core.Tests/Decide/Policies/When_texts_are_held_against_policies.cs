using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class When_texts_are_held_against_policies
{
    static string Rule(string id, string effect, string more) => $$"""{"id":"{{id}}","jurisdiction":"US","effect":"{{effect}}",{{more}}"source":"a lawyer","confidence":"primary-text-read"}""";

    static IReadOnlyList<PolicyFinding> Lint(string rules, Func<BankSettings, BankSettings>? with = null, params Template[] templates)
    {
        var errors = new List<FieldError>();
        var bank = Given.Bank with { Policies = new() { Packs = ["ours"] } };
        bank = with?.Invoke(bank) ?? bank;
        var pack = PolicyPackReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"ours","title":"Ours","rules":[{{rules}}]}"""), errors);
        Assert.Empty(errors);
        IReadOnlyList<Template> all = templates.Length == 0 ? PresetTemplates.All : templates;
        var book = Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(all)), null, errors, PolicyBook.Create(bank, [pack!], errors));
        Assert.Empty(errors);
        return PolicyLint.Check(book!, all, new(2026, 11, 25));
    }

    static Template Fee(string text, int version = 2) => new() { Id = "fee", Version = version, Class = Core.Messages.MessageClass.Transaction, State = TemplateState.Approved, Bodies = new Dictionary<string, string> { ["en"] = text } };

    [Fact]
    public void A_text_that_lacks_what_is_required_is_named_with_its_language_and_rule()
    {
        var finding = Assert.Single(Lint(Rule("O-1", "require", """ "classes":["transaction"],"params":{"anyOf":["STOP"]},"""), null, Fee("{{ bank }}: a fee.")));
        Assert.Equal(("fee", "fee", 2, "en", "O-1", "US"), (finding.Alert, finding.Template, finding.Version, finding.Language, finding.Rule, finding.Jurisdiction));
        Assert.Contains("STOP", finding.Why, StringComparison.Ordinal);
        Assert.Empty(Lint(Rule("O-1", "require", """ "classes":["transaction"],"params":{"anyOf":["STOP"]},"""), null, Fee("{{ bank }}: a fee. Reply STOP.")));
        Assert.Empty(Lint(Rule("O-1", "require", """ "classes":["balance"],"params":{"anyOf":["STOP"]},"""), null, Fee("{{ bank }}: a fee.")));
    }

    [Fact]
    public void A_link_where_links_are_denied_is_found_and_one_that_is_registered_is_not()
    {
        const string denied = """ "text":["unregistered-link"],""";
        Assert.Single(Lint(Rule("O-1", "deny", denied), null, Fee("{{ bank }}: a fee. See https://bank.example/fees")));
        Assert.Empty(Lint(Rule("O-1", "deny", denied), bank => bank with { Policies = bank.Policies! with { Links = ["bank.example/"] } }, Fee("{{ bank }}: a fee. See https://bank.example/fees")));
    }

    [Fact]
    public void The_longest_values_count_too()
    {
        var rule = Rule("O-1", "require", """ "params":{"mostCharacters":60},""");
        Assert.Empty(Lint(rule, null, Fee("{{ bank }}: {{ amount }} fee.") with { Requires = ["amount"] }));
        Assert.Single(Lint(rule, null, Fee("{{ bank }}: a fee.{% if merchant %} {{ merchant }} {{ merchant }} {{ merchant }}{% endif %}")));
    }

    [Fact]
    public void What_the_event_decides_or_an_exemption_may_take_away_is_no_finding()
    {
        var fee = Fee("{{ bank }}: a fee.");
        Assert.Empty(Lint(Rule("O-1", "require", """ "when":[[{"field":"amount","op":"above","value":1}]],"params":{"anyOf":["STOP"]},"""), null, fee));
        Assert.Empty(Lint($"{Rule("O-1", "require", """ "params":{"anyOf":["STOP"]},""")},{Rule("O-2", "exempt", """ "params":{"rules":["O-1"]},""")}", null, fee));
        Assert.Empty(Lint(Rule("O-1", "require", """ "until":"2026-01-01","params":{"anyOf":["STOP"]},"""), null, fee));
    }

    [Fact]
    public void Of_a_draft_nothing_is_said_and_of_versions_the_one_in_force()
    {
        var rule = Rule("O-1", "require", """ "params":{"anyOf":["STOP"]},""");
        Assert.Empty(Lint(rule, null, Fee("{{ bank }}: a fee. STOP", 2), Fee("{{ bank }}: a fee.", 3) with { State = TemplateState.Draft }, Fee("{{ bank }}: a fee.", 1)));
    }

    [Fact]
    public void A_code_that_does_not_say_that_nobody_may_have_it_is_found_in_each_language_though_no_alert_sends_it()
    {
        Assert.Empty(Recommended(PresetTemplates.All));
        var login = PresetTemplates.All.Single(static template => template.Id == "verify-login");
        var silent = login with { Version = 2, Bodies = login.Bodies.ToDictionary(static body => body.Key, static _ => "{{ bank }}: {{ code }}. {{ minutes }} min.") };
        var found = Recommended([.. PresetTemplates.All, silent]);
        Assert.Equal(login.Bodies.Keys.Order(StringComparer.Ordinal), found.Select(static finding => finding.Language));
        Assert.All(found, static finding => Assert.Equal(("verification-login", "GP-CODE-01"), (finding.Alert, finding.Rule)));
        Assert.All(Recommended([.. PresetTemplates.All, silent with { Bodies = new Dictionary<string, string> { ["en"] = "{{ code }} {{ minutes }}, never share it." } }]), static finding => Assert.Equal("GP-NAME-01", finding.Rule));
    }

    /// <summary>What the shipped pack finds in these templates.</summary>
    static IReadOnlyList<PolicyFinding> Recommended(IReadOnlyList<Template> templates)
    {
        var errors = new List<FieldError>();
        var bank = Given.Bank with { Policies = new() { Packs = ["good-practice"] } };
        var book = Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(templates)), null, errors, PolicyBook.Create(bank, ShippedPacks.All, errors));
        Assert.Empty(errors);
        return PolicyLint.Check(book!, templates, new(2026, 11, 25));
    }
}

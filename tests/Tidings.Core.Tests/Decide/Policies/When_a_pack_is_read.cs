using System.Text;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class When_a_pack_is_read
{
    /// <summary>The rules that were researched; each must be in a shipped pack, whoever keeps it.</summary>
    static readonly string[] Researched =
    [
        "US-TCPA-FI-01", "US-TCPA-FI-02", "US-TCPA-FI-03", "US-TCPA-FI-04", "US-TCPA-REV-01", "US-TCPA-QH-01", "US-GLBA-01", "US-GLBA-02", "US-GLBA-03",
        "EU-PSD2-01", "EU-PSD2-02", "EU-PSD2-03", "EU-PSD2-04", "EU-PSD2-05", "NIST-OOB-01", "NIST-OOB-02", "NIST-OOB-03", "NIST-OOB-04", "NIST-OOB-05", "NIST-OOB-06",
        "ASVS-6.5.5", "ASVS-6.6.2", "OTP-LOG-01", "PH-BSP-1213", "AE-CBUAE-OTP", "IN-RBI-AUTH-25", "IN-RBI-ALERT-01", "IN-RBI-LOCAL", "IN-DLT-01", "IN-DLT-02", "IN-DLT-03",
        "IN-TCCCPR-25", "SG-MAS-LINK", "SG-MAS-THRESH", "SG-MAS-COOL", "SG-SSIR-01", "HK-SSRS-01", "AU-SID-01", "UK-PECR-22", "UK-PECR-SVC", "PCI-3.4.1", "PCI-4.2.2", "PCI-3.3.1",
        "PCI-10.5.1", "GDPR-17",
    ];

    /// <summary>What nobody's law says and the product recommends.</summary>
    static readonly string[] Recommended = ["GP-NAME-01", "GP-CODE-01"];

    [Fact]
    public void Every_researched_rule_is_shipped_with_source_and_confidence()
    {
        var shipped = ShippedPacks.All.SelectMany(pack => pack.Rules).ToArray();
        Assert.Equal(Researched.Concat(Recommended).Order(StringComparer.Ordinal), shipped.Select(rule => rule.Id).Order(StringComparer.Ordinal));
        Assert.All(shipped, rule => Assert.True(rule.Source.Length > 3 && rule.Confidence != default && (rule.Kept == PolicyKeeper.Decision || rule.How?.Length > 5), rule.Id));
    }

    [Fact]
    public void All_shipped_packs_may_be_on_together()
    {
        var errors = new List<FieldError>();
        Assert.NotNull(PolicyBook.Create(Given.Bank with { Policies = new() { Packs = [.. ShippedPacks.All.Select(pack => pack.Id)] } }, ShippedPacks.All, errors));
        Assert.Empty(errors);
    }

    [Fact]
    public void It_is_written_as_it_is_read() => Assert.All(ShippedPacks.All, pack =>
    {
        var errors = new List<FieldError>();
        var written = PolicyPackWriter.Write(pack);
        var again = PolicyPackReader.Read(written, errors);
        Assert.Empty(errors);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(PolicyPackWriter.Write(again!)));
    });

    [Theory]
    [InlineData("deny", """ "clases":[] """, "rules[A].clases", "unknown-field"), InlineData("deny", """ "params":{"most":1} """, "rules[A].params.most", "unknown-field")]
    [InlineData("limit", """ "params":{"most":101,"window":"PT1H"} """, "rules[A].params.most", "range"), InlineData("limit", """ "params":{"most":1,"window":"P32D"} """, "rules[A].params.window", "range")]
    [InlineData("limit", "", "rules[A].params", "missing"), InlineData("require", """ "params":{} """, "rules[A].params.bankName", "missing")]
    [InlineData("forbid", "", "rules[A].effect", "unknown-value"), InlineData("retain", "", "rules[A].effect", "unknown-value"), InlineData("deny", """ "jurisdiction":"XX" """, "rules[A].jurisdiction", "format")]
    [InlineData("deny", """ "effective":"1.4.2026" """, "rules[A].effective", "format"), InlineData("deny", """ "confidence":"sure" """, "rules[A].confidence", "unknown-value")]
    [InlineData("deny", """ "kept":"bank","how":"It does.","classes":["fraud"] """, "rules[A].classes", "unknown-field"), InlineData("deny", """ "kept":"not-yet" """, "rules[A].how", "missing")]
    [InlineData("deny", """ "when":[[{"field":"colour","op":"is","value":"red"}]] """, "rules[A].when[0][0].field", "unknown-value"), InlineData("deny", """ "when":[[]] """, "rules[A].when[0]", "format")]
    [InlineData("deny", """ "source":null """, "rules[A].source", "missing")]
    public void What_is_wrong_is_named_by_rule_and_field_with_what_to_do(string effect, string rest, string field, string code)
    {
        var error = Assert.Single(Wrong(Rule("A", effect, rest)));
        Assert.Equal((field, code), (error.Field, error.Code));
        Assert.NotEmpty(error.Fix);
    }

    [Theory]
    [InlineData("deny", """ "effective":"2026-01-02","until":"2026-01-02" """, "rules[A].until"), InlineData("defer", """ "classes":["fraud"],"params":{"from":"08:00","until":"21:00"} """, "rules[A].classes")]
    [InlineData("step-up", """ "classes":["fraud"] """, "rules[A].classes"), InlineData("must-send", """ "classes":["promotional"] """, "rules[A].classes"), InlineData("must-send", """ "text":["link"] """, "rules[A].text")]
    [InlineData("exempt", """ "revoked":true,"params":{"rules":["B"]} """, "rules[A].revoked"), InlineData("exempt", """ "params":{"rules":["C"]} """, "rules[A].params.rules[0]")]
    [InlineData("exempt", """ "params":{"rules":["D"]} """, "rules[A].params.rules[0]")]
    public void A_rule_that_can_never_say_anything_is_an_error(string effect, string rest, string field) => Assert.Equal(field, Assert.Single(Wrong(
        Rule("A", effect, rest), Rule("B", "require", """ "classes":["fraud"],"params":{"bankName":true} """), Rule("D", "suppress", """ "classes":["fraud"] """))).Field);

    [Theory]
    [InlineData("EU", "", "DE", "", true), InlineData("DE", "", "EU", "", false), InlineData("*", "", "DE", "", true)]
    [InlineData("DE", """ "classes":["fraud"] """, "DE", """ "classes":["fraud"] """, true), InlineData("DE", """ "classes":["fraud"] """, "DE", "", false)]
    [InlineData("DE", """ "effective":"2026-01-01" """, "DE", """ "effective":"2026-02-01" """, true), InlineData("DE", """ "effective":"2026-02-01" """, "DE", """ "effective":"2026-01-01" """, false)]
    [InlineData("DE", """ "effective":"2026-02-01" """, "DE", "", false), InlineData("DE", """ "text":["link"] """, "DE", "", false), InlineData("DE", """ "of":"bank" """, "DE", "", false)]
    public void A_rule_about_texts_that_another_denies_anyway_is_an_error(string wide, string denies, string narrow, string about, bool unreachable)
    {
        string[] rules = [Rule("WIDE", "deny", denies, wide), Rule("NARROW", "suppress", about, narrow)];
        Assert.Equal(unreachable ? ["rules[NARROW].effect"] : [], Wrong(rules).Select(error => error.Field));
        Assert.Equal(unreachable ? ["rules[NARROW].effect"] : [], Wrong(rules.Reverse()).Select(error => error.Field));
    }

    [Fact]
    public void An_id_stands_once() => Assert.Contains(("rules[A].id", "repeated"), Wrong(Rule("A", "suppress"), Rule("A", "suppress")).Select(error => (error.Field, error.Code)));

    [Fact]
    public void An_id_ends_with_its_last_letter() =>
        Assert.Contains(Wrong(Rule("A", "deny", """ "id":"A\n" """)), static error => error.Field.EndsWith(".id", StringComparison.Ordinal) && error.Code == "format");

    [Theory]
    [InlineData("""{"packs":["no-such"]}""", "policies.packs[0]", "unknown-value"), InlineData("""{"packs":["us","us"]}""", "policies.packs[1]", "repeated")]
    public void The_settings_name_packs_that_there_are(string policies, string field, string code)
    {
        var errors = new List<FieldError>();
        var settings = BankSettingsReader.Read(Encoding.UTF8.GetBytes($$"""{"name":"B","sender":"B","homeCountry":"GB","policies":{{policies}}}"""), errors)!;
        Assert.Null(PolicyBook.Create(settings, ShippedPacks.All, errors));
        Assert.Equal((field, code), Assert.Single(errors) is var error ? (error.Field, error.Code) : default);
    }

    [Theory]
    [InlineData("""{"pack":[]}""", "policies.pack"), InlineData("""{"links":["bank.example"]}""", "policies.links[0]"), InlineData("""{"links":["https://bank.example/"]}""", "policies.links[0]")]
    [InlineData("""{"bases":{"fee":7}}""", "policies.bases.fee"), InlineData("""{"bases":[]}""", "policies.bases"), InlineData("""{"packs":["US"]}""", "policies.packs[0]")]
    [InlineData("""{"packs":["us\n"]}""", "policies.packs[0]"), InlineData("""{"bases":{"fee":"art-6\n"}}""", "policies.bases.fee")]
    public void What_is_wrong_in_the_settings_is_named(string policies, string field)
    {
        var errors = new List<FieldError>();
        Assert.Null(BankSettingsReader.Read(Encoding.UTF8.GetBytes($$"""{"name":"B","sender":"B","homeCountry":"GB","policies":{{policies}}}"""), errors));
        Assert.Equal(field, Assert.Single(errors).Field);
    }
}

using Tidings.Core.Compose.Templates;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Compose;

public sealed class A_template_that_is_saved
{
    static readonly TemplateRules Rules = new() { Bank = Drafts.Bank };

    static IReadOnlyList<FieldError> Check(Template template, TemplateRules? rules = null) => TemplateCheck.Check(template, rules ?? Rules);

    static FieldError Only(string body, params string[] requires) => Assert.Single(Check(Drafts.Template(body, requires)));

    [Theory]
    [InlineData("Hello {{ nobody }}", "unknown-variable", "line 1, column 10")]
    [InlineData("{{ amount.secret | default: 'x' }}", "unknown-variable", "line 1, column 4")]
    [InlineData("{{ Event.Source }}", "unknown-variable", "line 1, column 4")]
    [InlineData("{{ bank.GetType }}", "unknown-variable", "line 1, column 4")]
    [InlineData("one\ntwo {{ bank | shout }}", "unknown-filter", "line 2, column 15")]
    [InlineData("{{ bank | truncate }}", "filter-arguments", "line 1, column 11")]
    [InlineData("{{ bank | upcase: 1 }}", "filter-arguments", "line 1, column 11")]
    [InlineData("{{ bank", "syntax", "line 1, column 1")]
    [InlineData("x {{ }}", "syntax", "line 1, column 6")]
    [InlineData("{{ bank bank }}", "syntax", "line 1, column 9")]
    [InlineData("{{ bank & }}", "syntax", "line 1, column 9")]
    [InlineData("{{ 'open }}", "syntax", "line 1, column 1")]
    [InlineData("{% if pending %}x", "unclosed", "line 1, column 1")]
    [InlineData("x{% endif %}", "unknown-tag", "line 1, column 2")]
    [InlineData("x{% include 'other' %}", "unknown-tag", "line 1, column 2")]
    [InlineData("x{% for a in b %}", "unknown-tag", "line 1, column 2")]
    [InlineData("x{% assign a = 1 %}", "unknown-tag", "line 1, column 2")]
    [InlineData("x{% comment %}", "unclosed", "line 1, column 2")]
    public void Is_told_its_mistake_with_line_and_column(string body, string code, string place)
    {
        var error = Only(body);
        Assert.Equal(("bodies.en", code), (error.Field, error.Code));
        Assert.StartsWith(place + ":", error.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at {{ merchant }}")]
    [InlineData("{% if amount %}at {{ merchant }}{% endif %}")]
    [InlineData("{% if merchant or amount %}at {{ merchant }}{% endif %}x")]
    [InlineData("{% if merchant %}x{% else %}{{ merchant }}{% endif %}")]
    [InlineData("{% if merchant %}x{% endif %} {{ merchant }}")]
    [InlineData("x{{ bank | append: merchant }}")]
    [InlineData("{{ account.nickname }}{% if account %}{{ account }}{% endif %}")]
    public void May_not_print_what_may_be_missing(string body) => Assert.Equal("unguarded", Only(body).Code);

    [Theory]
    [InlineData("x {% if merchant %}at {{ merchant }}{% endif %}")]
    [InlineData("x {% if merchant and amount %}{{ amount }} at {{ merchant }}{% endif %}")]
    [InlineData("x {% if merchant == 'A' %}{{ merchant }}{% endif %}")]
    [InlineData("x {% if merchant != nil %}{{ merchant }}{% endif %}")]
    [InlineData("x {% if merchant == nil %}y{% else %}{{ merchant }}{% endif %}")]
    [InlineData("x {% unless merchant %}y{% else %}{{ merchant }}{% endunless %}")]
    [InlineData("x {% if pending %}y{% elsif merchant %}{{ merchant }}{% endif %}")]
    [InlineData("x {% case contact %}{% when 'phone' %}{{ contact }}{% endcase %}")]
    [InlineData("x {{ merchant | default: 'a shop' }}")]
    [InlineData("x {% if account %}{{ account.masked }}{% endif %}{{ when }}{{ bank }}{{ name }}")]
    public void May_print_what_a_condition_says_is_there(string body) => Assert.Empty(Check(Drafts.Template(body)));

    [Theory]
    [InlineData("{%raw%}{%}"), InlineData("{%comment%}{%}"), InlineData("{% raw %}{%"), InlineData("{%raw%}{%}%}{%endraw%}")]
    public void May_open_a_tag_whose_sign_closes_nothing(string body) =>
        Assert.Equal(body.EndsWith("{%endraw%}", StringComparison.Ordinal), TemplateCheck.Check(Drafts.Template(body), new TemplateRules { Bank = Drafts.Bank }).Count == 0);

    [Fact]
    public void May_print_what_it_requires_and_must()
    {
        Assert.Empty(Check(Drafts.Template("{{ amount }} in {{ amount.currency }}", "amount")));
        Assert.Equal("missing-variable", Only("nothing", "amount").Code);
        Assert.Contains(Check(Drafts.Template("x", "nobody")), error => error is { Field: "requires", Code: "unknown-variable" });
    }

    [Fact]
    public void Needs_the_languages_that_customers_wait_for()
    {
        var rules = Rules with { RequiredLanguages = ["en", "tr-CY"] };
        Assert.Equal(("bodies.tr-CY", "missing-language"), Assert.Single(Check(Drafts.Template("x"), rules)) is var error ? (error.Field, error.Code) : default);
        Assert.Empty(Check(Drafts.Template("x") with { Bodies = new Dictionary<string, string> { ["en"] = "x", ["tr"] = "x" } }, rules));
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("english")]
    [InlineData("")]
    public void Names_languages_that_exist(string language) => Assert.Contains(
        Check(Drafts.Template("x") with { Bodies = new Dictionary<string, string> { [language] = "x" } }), error => error.Code == "format");

    [Theory]
    [InlineData("Card-Payment")]
    [InlineData("a--b")]
    [InlineData("a/b")]
    [InlineData("card\n")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Has_an_id_that_fits_a_url(string id) => Assert.Equal("id", Assert.Single(Check(Drafts.Template("x") with { Id = id })).Field);

    [Theory]
    [InlineData("en", "Special offer inside")]
    [InlineData("en", "Get 20% off")]
    [InlineData("es", "¡Gran oferta!")]
    [InlineData("tr", "Yeni kampanya")]
    [InlineData("hi", "विशेष छूट")]
    [InlineData("ar", "لك هدية")]
    [InlineData("tr", "Apply now")]
    public void Does_not_promote_in_a_transactional_class_and_may_in_its_own(string language, string body)
    {
        var template = Drafts.Template("") with { Bodies = new Dictionary<string, string> { [language] = body } };
        Assert.Equal("promotional", Assert.Single(Check(template)).Code);
        Assert.Empty(Check(template with { Class = MessageClass.Promotional }));
    }

    [Theory]
    [InlineData("You were offered nothing")]
    [InlineData("Windows login, dealer desk")]
    [InlineData("3% fee off your balance")]
    public void Is_not_blamed_for_words_that_only_look_like_it(string body) => Assert.Empty(Check(Drafts.Template(body)));

    [Theory]
    [InlineData("Log in at https://bank.example", true)]
    [InlineData("Log in at bank.com now", true)]
    [InlineData("See www.bank.example", true)]
    [InlineData("Call 24/7. Thanks.", false)]
    [InlineData("Paid at 14.05.", false)]
    public void Holds_no_link_where_links_are_banned(string body, bool banned)
    {
        Assert.Equal(banned, Check(Drafts.Template(body)).Any(error => error.Code == "link"));
        Assert.Empty(Check(Drafts.Template(body) with { Class = MessageClass.Awareness }));
    }

    [Theory]
    [InlineData("Card 4111 1111 1111 1111", "card-number")]
    [InlineData("a\u202eb", "control-character")]
    [InlineData("a\rb", "control-character")]
    public void Holds_no_card_number_and_nothing_that_steers_the_display(string body, string code) => Assert.Equal(code, Only(body).Code);

    [Theory]
    [InlineData("Card 4111 1111 1111 1112\nline two")]
    public void May_hold_other_numbers_and_lines(string body) => Assert.Empty(Check(Drafts.Template(body)));

    [Theory]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void Is_no_longer_than_the_bank_pays_for_with_the_longest_values(int most, bool refused) => Assert.Equal(
        refused,
        Check(Drafts.Template("{{ merchant }}", "merchant"), Rules with { MaxSegments = most, Segments = text => text.Length > 20 ? 3 : 1 }).Any(error => error.Code == "too-long"));

    [Fact]
    public void Has_a_source_of_at_most_four_thousand_characters()
    {
        var longest = "{% comment %}".PadRight(4_000 - 17, 'x') + "{% endcomment %}x";
        Assert.Equal(4_000, longest.Length);
        Assert.Empty(Check(Drafts.Template(longest)));
        Assert.Equal("too-long", Only(new string('x', 4_001)).Code);
    }

    [Fact]
    public void Nests_at_most_fifteen_deep()
    {
        static string Nested(int deep) => string.Concat(Enumerable.Repeat("{% if pending %}", deep)) + "x" + string.Concat(Enumerable.Repeat("{% endif %}", deep)) + "x";
        Assert.Empty(Check(Drafts.Template(Nested(15))));
        Assert.Contains(Check(Drafts.Template(Nested(16))), error => error.Code == "too-deep");
    }

    [Fact]
    public void Survives_as_json()
    {
        var preset = PresetTemplates.All[0];
        var read = TemplateJson.Read(TemplateJson.Write(preset));
        Assert.Equal((preset.Id, preset.Version, preset.Class, preset.State), (read.Id, read.Version, read.Class, read.State));
        Assert.Equal(preset.Bodies, read.Bodies);
    }
}

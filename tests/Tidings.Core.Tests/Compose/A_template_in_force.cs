using Tidings.Core.Compose.Templates;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Compose;

public sealed class A_template_in_force
{
    [Fact]
    public void Is_the_newest_approved_version()
    {
        Template Version(int version, TemplateState state) => Drafts.Template($"version {version}") with { Version = version, State = state };
        var message = Drafts.Of("t").Compose(Version(2, TemplateState.Approved), Version(3, TemplateState.Draft), Version(1, TemplateState.Approved));
        Assert.Equal(("version 2", "t/en/2"), (message.Text, message.Template));
    }

    [Fact]
    public void Is_never_a_draft() =>
        Assert.Equal("no-template", Drafts.Of("t").Refused(Drafts.Template("x") with { State = TemplateState.Draft }).Reason.Code);

    [Theory]
    [InlineData(MessageClass.Promotional, MessageClass.Transaction, true)]
    [InlineData(MessageClass.Promotional, MessageClass.Awareness, true)]
    [InlineData(MessageClass.Awareness, MessageClass.Balance, true)]
    [InlineData(MessageClass.Promotional, MessageClass.Promotional, false)]
    [InlineData(MessageClass.Balance, MessageClass.Transaction, false)]
    public void Does_not_pass_as_more_urgent_than_a_promotion_is(MessageClass template, MessageClass alert, bool refused)
    {
        var draft = Drafts.Of("t", of: alert);
        var promotion = Drafts.Template("x") with { Class = template };
        if (refused)
            Assert.Equal("class-mismatch", draft.Refused(promotion).Reason.Code);
        else
            draft.Compose(promotion);
    }

    [Fact]
    public void Refuses_a_card_number_that_text_and_value_make_together() => Assert.Equal(
        "card-number", Drafts.Of("t").With(happened => happened with { Reference = "11111111" }).Refused(Drafts.Template("41111111 {{ reference }}", "reference")).Reason.Code);

    [Fact]
    public void Refuses_a_text_with_nothing_in_it() => Assert.Equal("empty-text", Drafts.Of("t").Refused(Drafts.Template("{% if reference %}x{% endif %} ")).Reason.Code);

    [Theory]
    [InlineData(TextBuffer.Capacity, false)]
    [InlineData(TextBuffer.Capacity + 1, true)]
    public void Refuses_a_text_without_end(int length, bool refused)
    {
        var template = Drafts.Template(new string('x', length));
        if (refused)
            Assert.Equal("text-too-long", Drafts.Of("t").Refused(template).Reason.Code);
        else
            Assert.Equal(length, Drafts.Of("t").Text(template).Length);
    }

    [Theory]
    [InlineData("{{ merchant | upcase }}", "SUN BOOKS LEEDS")]
    [InlineData("{{ merchant | downcase | capitalize }}", "Sun books leeds")]
    [InlineData("{{ merchant | truncate: 8 }}", "SUN BO..")]
    [InlineData("{{ merchant | truncate: 8, '' }}", "SUN BOOK")]
    [InlineData("{{ reference | default: 'none' }}", "none")]
    [InlineData("{{ merchant | prepend: 'at ' | append: '!' }}", "at SUN BOOKS LEEDS!")]
    [InlineData("{{ amount | code }}", "12.30 GBP")]
    [InlineData("{{ amount.currency }}", "GBP")]
    [InlineData("{% if amount > 12 %}a{% else %}b{% endif %}", "a")]
    [InlineData("{% if amount >= 12.3 and amount <= 12.30 %}a{% else %}b{% endif %}", "a")]
    [InlineData("{% if balance < amount %}a{% elsif balance > 1000 %}b{% endif %}", "b")]
    [InlineData("{% if merchant contains 'BOOK' %}a{% endif %}", "a")]
    [InlineData("{% if merchant == \"SUN BOOKS LEEDS\" %}a{% endif %}", "a")]
    [InlineData("{% if 'SUN' == merchant or amount == 12.3 %}a{% endif %}", "a")]
    [InlineData("{% if merchant != 'SUN' and reference == nil %}a{% endif %}", "a")]
    [InlineData("{% unless pending %}a{% else %}b{% endunless %}", "a")]
    [InlineData("{% case card %}{% when '**1111', '**4242' %}a{% else %}b{% endcase %}", "a")]
    [InlineData("a {%- if true -%} b {%- endif %} c", "ab c")]
    [InlineData("a{% comment %}{{ nonsense }}{% endcomment %}b", "ab")]
    [InlineData("{% raw %}{{ bank }}{% endraw %}", "{{ bank }}")]
    [InlineData("{{ '}}' }}{ % }", "}}{ % }")]
    public void Says_in_liquid_what_it_means(string body, string text) => Assert.Equal(text, Drafts.Of("t").Text(Drafts.Template(body)));

    [Theory]
    [InlineData("""{"plan":"Gold","n":3,"deep":{"x":"\u202eY"}}""", "Gold 3 Y")]
    [InlineData("""{"plan":"Gold"}""", "Gold")]
    public void Reads_the_data_of_a_banks_own_event(string data, string text) => Assert.Equal(
        text,
        Drafts.Of("t").With(happened => happened with { Data = data }).Text(Drafts.Template("{{ data.plan }}{% if data.n %} {{ data.n }} {{ data.deep.x }}{% endif %}", "data.plan")));

    [Theory]
    [InlineData(null)]
    [InlineData("not json")]
    [InlineData("""{"plan":null}""")]
    public void Is_not_sent_where_that_data_is_missing(string? data) => Assert.Contains(
        Drafts.Of("t").With(happened => happened with { Data = data }).Refused(Drafts.Template("{{ data.plan }}", "data.plan")).Reason.Code,
        new[] { "missing-value", "template-failed" });
}

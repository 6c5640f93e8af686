using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class When_a_pack_is_switched_on_while_a_text_waits
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    static readonly Message Waits = new()
    {
        Alert = CardAlert, Class = MessageClass.Transaction, Template = "card-payment/en/1", To = new("15005550006"), From = new("BANK"), Text = "You paid 10.00. More: https://shop.example/a",
        ValidUntil = Now.AddHours(1), Reasons = [], Country = "US",
    };

    static string Said(string rule, Message? message = null) => Book([rule]).Policies.Ends(message ?? Waits, Given.Bank, Now)?.Code ?? "leaves";

    [Theory]
    [InlineData("deny", "", "US", "policy-deny"), InlineData("deny", "", "*", "policy-deny"), InlineData("deny", "", "SG", "leaves")]
    [InlineData("suppress", "", "US", "policy-suppress")]
    [InlineData("deny", """ "classes":["transaction"] """, "US", "policy-deny"), InlineData("deny", """ "classes":["fraud"] """, "US", "leaves")]
    [InlineData("deny", """ "text":["link"] """, "US", "policy-deny"), InlineData("deny", """ "text":["named-sender"] """, "US", "policy-deny")]
    [InlineData("deny", """ "effective":"2026-11-23" """, "US", "policy-deny"), InlineData("deny", """ "effective":"2026-11-24" """, "US", "leaves"), InlineData("deny", """ "until":"2026-11-23" """, "US", "leaves")]
    [InlineData("deny", """ "basis":"consent" """, "US", "leaves")]
    // What is asked here is kept no more, or is known to the decision alone.
    [InlineData("deny", """ "events":["account.transaction.posted"] """, "US", "leaves"), InlineData("deny", """ "when":[[{"field":"amount","op":"above","value":1}]] """, "US", "leaves")]
    [InlineData("suppress", """ "revoked":true """, "US", "leaves"), InlineData("require", """ "params":{"anyOf":["STOP"]} """, "US", "leaves")]
    public void It_is_held_against_what_can_be_told_of_it(string effect, string rest, string jurisdiction, string said) => Assert.Equal(said, Said(Rule("A", effect, rest, jurisdiction)));

    [Fact]
    public void A_rule_about_its_words_keeps_back_no_other_words() => Assert.Equal("leaves", Said(Rule("A", "deny", """ "text":["link"] """), Waits with { Text = "You paid 10.00." }));

    [Fact]
    public void What_must_be_sent_is_suppressed_by_nothing_and_denied_all_the_same()
    {
        var must = Waits with { Reasons = [new("policy-must-send", "policy B: it must be sent")] };
        Assert.Equal(("leaves", "policy-deny"), (Said(Rule("A", "suppress"), must), Said(Rule("A", "deny"), must)));
    }

    [Fact]
    public void One_of_whom_no_country_is_known_is_held_against_what_holds_everywhere()
    {
        var unknown = Waits with { Country = null };
        Assert.Equal(("leaves", "policy-deny"), (Said(Rule("A", "deny"), unknown), Said(Rule("A", "deny", jurisdiction: "*"), unknown)));
    }

    [Fact]
    public void Texts_of_a_persons_own_are_not_asked() => Assert.Equal("leaves", Said(Rule("A", "deny"), Waits with { Class = MessageClass.AdHoc }));
}

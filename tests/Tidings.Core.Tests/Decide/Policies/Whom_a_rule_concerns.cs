using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class Whom_a_rule_concerns
{
    // The customer's number is of the United States, the bank's home is Germany.
    [Theory]
    [InlineData("US", "customer", true), InlineData("DE", "customer", false), InlineData("EU", "customer", false), InlineData("*", "customer", true), InlineData("SG,US", "customer", true)]
    [InlineData("US", "bank", false), InlineData("DE", "bank", true), InlineData("EU", "bank", true), InlineData("UK", "bank", false)]
    [InlineData("US", "both", false), InlineData("US,EEA", "both", true), InlineData("EU", "either", true), InlineData("US", "either", true), InlineData("SG", "either", false)]
    public void The_jurisdiction_is_the_customers_the_banks_both_or_either(string jurisdiction, string of, bool concerned) =>
        Assert.Equal(concerned ? "policy-deny A" : "sent", Customer([Rule("A", "deny", $"\"of\":\"{of}\"", jurisdiction)]).Paid().Outcome);

    [Theory]
    [InlineData("", "US", true), InlineData("", "SG", false), InlineData("SG", "SG", true), InlineData("SG", "US", false)]
    public void What_is_set_on_the_profile_goes_before_the_numbers_country(string set, string jurisdiction, bool concerned) =>
        Assert.Equal(concerned ? "policy-deny A" : "sent", Customer([Rule("A", "deny", jurisdiction: jurisdiction)], profile: Given.Ada with { Country = set }).Paid().Outcome);

    [Theory]
    [InlineData("2026-11-23", null, true), InlineData("2026-11-24", null, false), InlineData(null, "2026-11-24", true), InlineData(null, "2026-11-23", false)]
    public void A_rule_holds_from_its_day_on_and_until_its_last(string? from, string? until, bool holds)
    {
        var dates = $"{(from is null ? "" : $"\"effective\":\"{from}\"")}{(until is null ? "" : $"\"until\":\"{until}\"")}";
        Assert.Equal(holds ? "policy-deny A" : "sent", Customer([Rule("A", "deny", dates)]).Paid().Outcome);
    }

    [Fact]
    public void It_begins_with_the_day()
    {
        var given = Customer([Rule("A", "deny", """ "effective":"2026-11-24" """)]);
        given.Now = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);
        Assert.Equal("sent", given.Paid().Outcome);
        given.Now = given.Now.AddTicks(1);
        Assert.Equal("policy-deny A", given.Paid().Outcome);
    }

    [Theory]
    [InlineData("""  "classes":["transaction"] """, true), InlineData("""  "classes":["fraud","security"] """, false)]
    [InlineData("""  "events":["account.transaction.posted"] """, true), InlineData("""  "events":["security.login"] """, false)]
    [InlineData("""  "when":[[{"field":"amount","op":"above","value":10}],[{"field":"kind","op":"is","value":"card-payment"}]] """, true)]
    [InlineData("""  "when":[[{"field":"amount","op":"above","value":10},{"field":"kind","op":"is","value":"card-payment"}]] """, false)]
    [InlineData("""  "basis":"tcpa-fi-exempt" """, false)]
    public void A_rule_is_about_its_classes_events_conditions_and_basis(string scope, bool about) =>
        Assert.Equal(about ? "policy-deny A" : "sent", Customer([Rule("A", "deny", scope)]).Paid().Outcome);

    [Fact]
    public void A_rule_without_classes_lets_wait_only_what_may_and_sends_no_advertisement()
    {
        var defer = Rule("A", "defer", """ "params":{"from":"20:00","until":"21:00"} """);
        DateTimeOffset? NotBefore(MessageClass @class) => Customer([defer], alerts: Given.PresetsWith(CardAlert, rule => rule with { Class = @class }))
            .Posted(TransactionKind.CardPayment, 10).Messages.Single(message => message.Alert == CardAlert).NotBefore;
        Assert.Null(NotBefore(MessageClass.Fraud));
        Assert.NotNull(NotBefore(MessageClass.Transaction));
        var promotional = Given.PresetsWith(CardAlert, rule => rule with { Class = MessageClass.Promotional, Shadows = [] });
        Assert.Equal("switched-off ", Customer([Rule("A", "must-send")], profile: SwitchedOff(), alerts: promotional).Paid().Outcome);
    }

    [Fact]
    public void The_bank_says_on_which_basis_it_sends_an_alert() => Assert.Equal("policy-deny A", Customer([Rule("A", "deny", """  "basis":"tcpa-fi-exempt" """)],
        Given.Bank with { Policies = new() { Bases = new Dictionary<string, string> { [CardAlert] = "tcpa-fi-exempt" } } }).Paid().Outcome);

    [Fact]
    public void A_rule_that_others_keep_says_nothing() =>
        Assert.Equal("sent", Customer([Rule("A", "deny", """ "kept":"bank","how":"The bank does." """)]).Paid().Outcome);

    [Fact]
    public void Whoever_asks_is_told_of_every_rule_what_it_says_or_why_nothing()
    {
        var given = Customer([Rule("A", "deny", jurisdiction: "SG"), Rule("B", "require", """ "params":{"anyOf":["STOP"]} """), Rule("C", "suppress", """ "effective":"2030-01-01" """)]);
        var trace = new PolicyTrace();
        Core.Decide.Decider.Decide(given.Book, given.State, null, new()
        {
            Source = "bank", Id = "1", Type = EventTypes.TransactionPosted, Time = given.Now, Customer = "C-1", Account = "A-1", Kind = TransactionKind.CardPayment, Amount = Given.Eur(3),
        }, 99, given.Now, trace);
        Assert.Equal(
            [
                ("A", false, "the customer is in US, the rule is of SG"), ("B", true, "policy B: the text has none of: STOP (a test)"), ("C", false, "it is in force from 2030-01-01"),
            ], trace.Opinions.Where(one => one.Alert == CardAlert).Select(one => (one.Rule, one.Holds, one.Why)));
    }
}

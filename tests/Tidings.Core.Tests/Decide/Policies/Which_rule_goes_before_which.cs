using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class Which_rule_goes_before_which
{
    static readonly string Must = Rule("MUST", "must-send", """ "params":{"atOnce":true} """);
    static readonly string Revocation = Rule("REVOKED", "suppress", """ "revoked":true """);
    static readonly string Require = Rule("REQUIRE", "require", """ "params":{"anyOf":["STOP"]} """);
    static readonly string Exempt = Rule("EXEMPT", "exempt", """ "params":{"rules":["REQUIRE"]} """);
    static readonly string Limit = Rule("LIMIT", "limit", """ "params":{"most":1,"window":"PT1H"} """);
    static readonly string Defer = Rule("DEFER", "defer", """ "params":{"from":"20:00","until":"21:00"} """);

    [Fact]
    public void What_a_regulator_wants_sent_goes_before_the_customers_opt_out()
    {
        Assert.Equal("switched-off ", Customer([], profile: SwitchedOff()).Paid().Outcome);
        Assert.Equal(("sent", "policy-must-send MUST"), Customer([Must], profile: SwitchedOff()).Paid() is var (outcome, said) ? (outcome, said.Single()) : default);
    }

    [Fact]
    public void What_must_be_sent_goes_before_revocations_limits_and_hours_and_each_is_recorded()
    {
        var given = Customer([Must, Revocation, Limit, Defer], profile: SwitchedOff());
        for (var i = 0; i < 2; i++)
            Assert.Equal(("sent", "policy-set-aside DEFER, policy-set-aside LIMIT, policy-must-send MUST, policy-set-aside REVOKED"),
                given.Paid() is var (outcome, said) ? (outcome, string.Join(", ", said)) : default);
    }

    [Fact]
    public void What_must_be_sent_at_once_goes_before_quiet_hours()
    {
        var quiet = Given.Ada with { QuietHours = new(new(10, 0), new(22, 0)) };
        var bank = Given.Bank with { WaitingClasses = [MessageClass.Transaction] };
        DateTimeOffset? NotBefore(params string[] rules) =>
            Customer(rules, bank, quiet).Posted(TransactionKind.CardPayment, 10).Messages.Single(message => message.Alert == CardAlert).NotBefore;
        Assert.NotNull(NotBefore());
        Assert.NotNull(NotBefore(Rule("MUST", "must-send")));
        Assert.Null(NotBefore(Must));
    }

    [Fact]
    public void Nothing_goes_before_a_denial_and_a_lack()
    {
        Assert.Equal("policy-deny DENY", Customer([Must, Rule("DENY", "deny", """ "when":[[{"field":"amount","op":"above","value":5}]] """)], profile: SwitchedOff()).Paid().Outcome);
        Assert.Equal("policy-require REQUIRE", Customer([Must, Require]).Paid().Outcome);
    }

    [Fact]
    public void An_exemption_takes_a_requirement_away() =>
        Assert.Equal("policy-exempt EXEMPT, policy-set-aside REQUIRE", string.Join(", ", Customer([Require, Exempt]).Paid().Said));

    [Fact]
    public void The_customers_revocation_goes_before_an_exemption_and_before_what_the_bank_made_mandatory()
    {
        Assert.Equal("sent", Customer([Exempt, Require], profile: SwitchedOff(), alerts: Mandatory()).Paid().Outcome);
        Assert.Equal("policy-require REQUIRE", Customer([Exempt, Require, Revocation], profile: SwitchedOff(), alerts: Mandatory()).Paid().Outcome);
        Assert.Equal("policy-suppress REVOKED", Customer([Revocation], profile: SwitchedOff(), alerts: Mandatory()).Paid().Outcome);
        Assert.Equal("sent", Customer([Revocation], alerts: Mandatory()).Paid().Outcome);
    }

    [Fact]
    public void What_the_bank_does_not_offer_by_default_is_no_opt_out() =>
        Assert.DoesNotContain(CardAlert, Customer([Must], alerts: Given.PresetsWith(CardAlert, rule => rule with { OnByDefault = false })).Posted(TransactionKind.CardPayment, 10).Told());

    [Fact]
    public void The_order_of_the_rules_in_the_file_decides_nothing()
    {
        string[] all =
        [
            Must, Revocation, Require, Exempt, Limit, Defer, Rule("DENY", "deny", """ "text":["link"] """), Rule("LATER", "defer", """ "params":{"from":"06:00","until":"21:30"} """),
            Rule("SUPPRESS", "suppress", """ "when":[[{"field":"amount","op":"above","value":5}]] """), Rule("FEWER", "limit", """ "params":{"most":2,"window":"PT2H"} """),
        ];
        // Require must be there where it is exempted: the first four bits of a sample switch the other rules on and off, the rest says the order.
        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.Int[0, 1023], CsCheck.Gen.Shuffle(all), CsCheck.Gen.Bool), (chosen, shuffled, off) =>
        {
            bool In(string rule) => rule == Require || (chosen & 1 << Array.IndexOf(all, rule)) != 0;
            var profile = off ? SwitchedOff() : Given.Ada;
            var (inOrder, other) = (Customer([.. all.Where(In)], profile: profile, alerts: Mandatory()), Customer([.. shuffled.Where(In)], profile: profile, alerts: Mandatory()));
            return Same(inOrder, other) && Same(inOrder, other);
        }, iter: 300);

        static bool Same(Given one, Given other)
        {
            var (first, second) = (one.Posted(TransactionKind.CardPayment, 10), other.Posted(TransactionKind.CardPayment, 10));
            return first.Messages.SelectMany(message => message.Reasons).SequenceEqual(second.Messages.SelectMany(message => message.Reasons))
                && first.Messages.Select(message => message.NotBefore).SequenceEqual(second.Messages.Select(message => message.NotBefore))
                && first.Suppressions.SequenceEqual(second.Suppressions);
        }
    }
}

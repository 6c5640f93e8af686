using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class What_each_effect_does
{
    [Fact]
    public void Nothing_is_said_where_no_rule_concerns_the_customer() =>
        Assert.Equal(("sent", []), Customer([Rule("A", "deny", jurisdiction: "SG")]).Paid() is var (outcome, said) ? (outcome, said) : default);

    [Fact]
    public void Deny_and_suppress_keep_the_text_back_and_name_the_rule_and_its_source()
    {
        Assert.Equal("policy-deny A", Customer([Rule("A", "deny")]).Paid().Outcome);
        Assert.Equal("policy-suppress A", Customer([Rule("A", "suppress")]).Paid().Outcome);
        var why = Assert.Single(Customer([Rule("A", "deny")]).Posted(TransactionKind.CardPayment, 10).Suppressions, one => one.Alert == CardAlert).Reason;
        Assert.Equal("policy A: such a text is not allowed (a test)", why.Text);
    }

    [Theory]
    [InlineData("""{"bankName":true}""", false), InlineData("""{"hotline":true}""", false), InlineData("""{"mostCharacters":12}""", true), InlineData("""{"mostCharacters":11}""", false)]
    [InlineData("""{"anyOf":["stop","PAYMENT"]}""", true), InlineData("""{"anyOf":["STOP"]}""", false), InlineData("""{"registeredSender":true}""", false)]
    public void Require_lets_a_text_go_only_if_it_is_so(string @params, bool goes)
    {
        var (outcome, said) = Customer([Rule("A", "require", $"\"params\":{@params}")]).Paid();
        Assert.Equal(goes ? "sent" : "policy-require A", outcome);
        Assert.Equal(goes ? ["policy-require A"] : [], said);
    }

    [Fact]
    public void A_registered_sender_is_one_of_the_settings() => Assert.Equal("sent", Customer(
        [Rule("A", "require", """ "params":{"registeredSender":true} """)], Given.Bank with { Senders = new Dictionary<string, SenderId> { ["US"] = new("12345") } }).Paid().Outcome);

    [Fact]
    public void Step_up_keeps_a_code_back_where_the_phone_changed_hands()
    {
        var code = Given.PresetsWith("login-new-device", rule => rule with { Class = MessageClass.OneTimeCode, Triggers = [new("bank.code", [])] });
        var given = Customer([Rule("A", "step-up", """ "classes":["one-time-code"],"when":[[{"field":"data.simChangedHours","op":"at-most","value":240}]] """)], alerts: code);
        Decision Code(int hours) => given.Happened("bank.code", e => e with { Data = $$"""{"simChangedHours":{{hours}}}""" });
        Assert.Equal(["login-new-device:policy-step-up"], Code(240).NotTold());
        Assert.Equal(["login-new-device"], Code(241).Told());
    }

    [Fact]
    public void Limit_counts_what_was_sent_in_its_window_and_nothing_else()
    {
        var given = Customer([Rule("A", "limit", """ "params":{"most":2,"window":"PT1H","per":["alert","account"]} """)]);
        Assert.Equal(["sent", "sent", "policy-limit A"], [given.Paid().Outcome, given.Paid().Outcome, given.Paid().Outcome]);
        given.Now += TimeSpan.FromHours(1) - TimeSpan.FromTicks(1);
        Assert.Equal("policy-limit A", given.Paid().Outcome);
        given.Now += TimeSpan.FromTicks(1);
        Assert.Equal(["sent", "sent", "policy-limit A"], [given.Paid().Outcome, given.Paid().Outcome, given.Paid().Outcome]);
    }

    [Fact]
    public void Limits_are_known_after_a_snapshot()
    {
        var given = Customer([Rule("A", "limit", """ "params":{"most":1,"window":"PT1H"} """)]);
        Assert.Equal("sent", given.Paid().Outcome);
        var restored = Tidings.Core.Customers.CustomerState.Restore(given.State.Snapshot());
        Assert.Contains(Decider.Decide(given.Book, restored, null, new()
        {
            Source = "bank", Id = "other", Type = EventTypes.TransactionPosted, Time = given.Now, Customer = "C-1", Account = "A-1", Kind = TransactionKind.CardPayment, Amount = Given.Eur(3),
        }, 99, given.Now).NotTold(), one => one == $"{CardAlert}:policy-limit");
    }

    [Fact]
    public void Defer_waits_for_the_hours_that_are_allowed_where_the_customer_is()
    {
        var given = Customer([Rule("A", "defer", """ "params":{"from":"08:00","until":"21:00"} """)]);
        Assert.Null(given.Posted(TransactionKind.CardPayment, 10).Messages.Single(message => message.Alert == CardAlert).NotBefore);
        // 21:00 in Berlin, where the clock is an hour ahead.
        given.Now = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);
        var waits = given.Posted(TransactionKind.CardPayment, 11).Messages.Single(message => message.Alert == CardAlert);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero), waits.NotBefore);
        Assert.Equal(waits.NotBefore + given.Book.Rules.Single(rule => rule.Id == CardAlert).Validity, waits.ValidUntil);
    }

    [Fact]
    public void Hours_that_two_rules_allow_are_those_of_both_and_none_is_said()
    {
        string[] Two(string until) => [Rule("A", "defer", """ "params":{"from":"08:00","until":"21:00"} """), Rule("B", "defer", $$""" "params":{"from":"20:00","until":"{{until}}"} """)];
        var given = Customer(Two("23:00"));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 19, 0, 0, TimeSpan.Zero), given.Posted(TransactionKind.CardPayment, 10).Messages.Single(message => message.Alert == CardAlert).NotBefore);
        Assert.Equal("policy-defer B", Customer([Rule("B", "defer", """ "params":{"from":"08:00","until":"09:00"} """), Rule("C", "defer", """ "params":{"from":"10:00","until":"11:00"} """)]).Paid().Outcome);
    }

    [Theory]
    [InlineData("link", "Card payment www.bank.example/x", true), InlineData("link", "Card payment", false)]
    [InlineData("unregistered-link", "See https://bank.example/a and bank.example/b", false), InlineData("unregistered-link", "See bank.example/x.com", false), InlineData("unregistered-link", "See evil.com", true), InlineData("unregistered-link", "See bank.example/a and evil.example/bank.example/", true)]
    [InlineData("named-sender", "Card payment", true)]
    public void A_rule_may_ask_what_the_written_text_is(string fact, string text, bool denied)
    {
        var alerts = Given.PresetsWith(CardAlert, rule => rule with { Title = text });
        var bank = Given.Bank with { Policies = new() { Links = ["bank.example/"] } };
        Assert.Equal(denied ? "policy-deny A" : "sent", Customer([Rule("A", "deny", $$""" "text":["{{fact}}"] """)], bank, alerts: alerts).Paid().Outcome);
    }
}

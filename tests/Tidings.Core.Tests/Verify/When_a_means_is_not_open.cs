using System.Text;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Verify;

/// <summary>Policies that forbid codes by text, and customers who have nothing else.</summary>
public sealed class When_a_means_is_not_open
{
    /// <summary>Of whatever country customers are.</summary>
    static readonly string Ban = Rule("BAN-1", "deny", """ "classes":["one-time-code"] """, jurisdiction: "*");

    static string[] Why(MeansBarred[]? barred) => [.. (barred ?? []).Select(static one => $"{one.Means}:{one.Why.Code}")];

    [Fact]
    public void The_next_of_the_purpose_is_taken_and_the_answer_says_why()
    {
        var customer = AppCustomer.Start(policies: Ban);
        var begun = customer.Start(purpose: "login");
        Assert.Equal((VerificationOutcome.Done, VerificationMeans.Totp), (begun.Outcome, begun.Now!.Means));
        Assert.Equal(["Sms:policy-deny"], Why(begun.Now.Barred));
        Assert.StartsWith("policy BAN-1:", begun.Now.Barred![0].Why.Text, StringComparison.Ordinal);
        Assert.Equal(VerificationOutcome.Done, customer.Check(customer.Code(), purpose: "login").Outcome);
    }

    [Theory]
    [InlineData("login", null, "Sms:policy-deny Totp:not-enrolled"), InlineData("login", VerificationMeans.Sms, "Sms:policy-deny Totp:not-enrolled"), InlineData("phone", null, "Sms:policy-deny"), InlineData("app", null, "Totp:not-enrolled")]
    public void Where_none_is_left_nothing_begins_or_is_kept_whoever_it_is(string purpose, VerificationMeans? means, string why)
    {
        foreach (var customer in (CodedCustomer[])[AppCustomer.Start(enrolled: false, policies: Ban), AppCustomer.Start(enrolled: false, known: false, id: UnknownCustomers.Of(1, numberAlone: false), policies: Ban)])
        {
            var answer = customer.Start(purpose: purpose, means: means);
            Assert.Equal((VerificationOutcome.Barred, null, why), (answer.Outcome, answer.Now, string.Join(' ', Why(answer.Barred))));
            Assert.Empty(customer.Last.Delta.Changes);
            Assert.Empty(customer.Last.Suppressions);
        }
    }

    [Theory]
    [InlineData("desk", VerificationMeans.Totp, false), InlineData("phone", VerificationMeans.Totp, false), InlineData("app", VerificationMeans.Sms, false), InlineData("desk", VerificationMeans.Sms, true), InlineData("login", VerificationMeans.Totp, false)]
    public void A_means_that_is_asked_for_is_taken_or_none(string purpose, VerificationMeans means, bool begins) =>
        Assert.Equal(begins ? VerificationOutcome.Done : VerificationOutcome.Barred, AppCustomer.Start(enrolled: false).Start(purpose: purpose, means: means).Outcome);

    [Fact]
    public void Who_has_the_choice_is_taken_at_his_banks_word()
    {
        var customer = AppCustomer.Start();
        Assert.Equal(VerificationMeans.Sms, customer.Start(1, purpose: "login").Now!.Means);
        Assert.Single(customer.Last.Messages);
        Assert.Equal(VerificationMeans.Totp, customer.Start(2, purpose: "login", means: VerificationMeans.Totp).Now!.Means);
        Assert.Equal(VerificationStatus.Superseded, customer.Status(1));
        // The text's code is for what it was sent for, and not for the app's.
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("482913", 2).Outcome);
    }

    [Fact]
    public void A_step_up_bars_texts_too_and_a_rule_about_words_does_not()
    {
        Assert.Equal(["Sms:policy-step-up"], Why(AppCustomer.Start(enrolled: false, policies: Rule("UP", "step-up", """ "classes":["one-time-code"] """, jurisdiction: "*")).Start(purpose: "phone").Barred));
        Assert.Equal(["Sms:policy-deny"], Why(AppCustomer.Start(enrolled: false, policies: [Rule("A-UP", "step-up", """ "classes":["one-time-code"] """, jurisdiction: "*"), Rule("B-BANK", "deny", """ "of":"bank","classes":["one-time-code"] """, jurisdiction: Given.Bank.HomeCountry)]).Start(purpose: "phone").Barred));
        Assert.Equal(VerificationOutcome.Done, AppCustomer.Start(enrolled: false, policies: Rule("LINKS", "deny", """ "text":["link"] """, jurisdiction: "*")).Start(purpose: "phone").Outcome);
        Assert.Equal(VerificationOutcome.Done, AppCustomer.Start(enrolled: false, policies: Rule("ELSE", "deny", """ "classes":["one-time-code"] """, jurisdiction: "NZ")).Start(purpose: "phone").Outcome);
    }

    /// <summary>A number that is not his is judged as if it were, and who is unknown as one at home where the bank is.</summary>
    [Fact]
    public void Who_is_not_there_is_judged_as_who_is_at_home()
    {
        var home = Rule("HOME", "deny", """ "classes":["one-time-code"] """, jurisdiction: Given.Bank.HomeCountry);
        var unknown = AppCustomer.Start(enrolled: false, known: false, id: UnknownCustomers.Of(1, numberAlone: false), policies: home);
        Assert.Equal(VerificationOutcome.Barred, unknown.Start(purpose: "phone").Outcome);
        Assert.Equal(VerificationOutcome.Done, unknown.Start(2, purpose: "phone", to: "447700900123").Outcome);
        var known = AppCustomer.Start(enrolled: false, policies: Rule("UK", "deny", """ "classes":["one-time-code"] """, jurisdiction: "GB"));
        Assert.Equal(VerificationOutcome.Barred, known.Start(purpose: "phone", to: "447700900123").Outcome);
    }

    [Fact]
    public void Whoever_asks_in_vain_is_limited_all_the_same()
    {
        var customer = AppCustomer.Start(enrolled: false);
        customer.Counts = new Core.Decide.Limits.TextCounters();
        for (var i = 1UL; i <= 5; i++)
            Assert.Equal(VerificationOutcome.Barred, customer.Step(Asked(i)).Outcome);
        Assert.Equal(VerificationOutcome.TooMany, customer.Step(Asked(6)).Outcome);

        static VerificationStep Asked(ulong key) => new() { Act = VerificationAct.Start, Key = key, Purpose = "app", Asked = UnknownCustomers.Asked("C-1", ""), Request = key, SessionKey = VerificationStep.KeyOf("s-1") };
    }

    [Theory]
    [InlineData(""","means":["totp"]""", null), InlineData(""","means":["sms","totp"]""", null), InlineData(""","means":[]""", "purposes[0].means"), InlineData(""","means":["fax"]""", "purposes[0].means[0]")]
    [InlineData(""","means":["sms","sms"]""", "purposes[0].means"), InlineData(""","means":"sms" """, "purposes[0].means"), InlineData(""","means":["totp"],"anyNumber":true""", "purposes[0].means")]
    [InlineData(""","means":["totp"],"length":8,"binds":"payment" """, "purposes[0].means"), InlineData(""","means":["sms"],"length":8,"binds":"payment" """, null)]
    [InlineData(""","means":["passkey"],"length":8,"binds":"payment" """, null), InlineData(""","means":["sms","passkey"],"anyNumber":true""", "purposes[0].means")]
    public void Purposes_list_what_fits_them(string members, string? wrong)
    {
        var errors = new List<FieldError>();
        PurposeListReader.Read(Encoding.UTF8.GetBytes($$"""{"purposes":[{"id":"own","template":"verify-login"{{members}}}]}"""), errors);
        Assert.Equal(wrong is null ? [] : [wrong], errors.Select(static error => error.Field));
    }
}

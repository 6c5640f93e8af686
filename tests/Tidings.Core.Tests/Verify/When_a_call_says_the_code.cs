using System.Text;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;
using static Tidings.Core.Tests.Decide.Policies.PolicyBank;

namespace Tidings.Core.Tests.Verify;

/// <summary>A code by a call: what it says, who gets one, and that it counts as a text does.</summary>
public sealed class When_a_call_says_the_code
{
    const string LandLine = "442079460123";

    static readonly PurposeList Purposes = new()
    {
        Purposes =
        [
            Of("login", VerificationMeans.Sms, VerificationMeans.Voice) with { Site = "bank.example" }, Of("call", VerificationMeans.Voice), Of("text", VerificationMeans.Sms), Of("either", VerificationMeans.Voice, VerificationMeans.Sms),
            Of("payment", VerificationMeans.Sms, VerificationMeans.Voice) with { Template = "verify-payment", Length = 8, Binds = PurposeBinding.Payment },
        ],
    };

    static Purpose Of(string id, params VerificationMeans[] means) => new() { Id = id, Template = "verify-login", Means = means };

    static CodedCustomer Ada(PurposeList? purposes = null) => new(purposes: purposes ?? Purposes);

    static VerificationStep Fresh(VerificationAct act, string purpose, ulong key, string code, VerificationMeans? means, bool off, Payment? payment = null) => new()
    {
        Act = act, Key = key, Purpose = act == VerificationAct.Start ? purpose : "", Code = code, Hash = CodedCustomer.Hash(key, purpose, null, payment, code), Asked = UnknownCustomers.Asked("C-1", ""), Request = key, Means = means,
        CallsAreOff = off, Payment = payment,
    };

    static VerificationAnswer Start(CodedCustomer customer, string purpose = "login", VerificationMeans? means = VerificationMeans.Voice, bool off = false, ulong key = 1, Payment? payment = null) =>
        customer.Step(Fresh(VerificationAct.Start, purpose, key, "48291305", means, off, payment));

    static VerificationAnswer Again(CodedCustomer customer, string code, VerificationMeans? by, bool off = false, string purpose = "login") => customer.Step(Fresh(VerificationAct.Resend, purpose, 1, code, by, off));

    static string Why(VerificationAnswer answer) => string.Join(' ', (answer.Barred ?? answer.Now!.Barred ?? []).Select(static one => $"{one.Means}:{one.Why.Code}"));

    [Fact]
    public void It_says_it_digit_by_digit_and_twice_and_the_line_for_browsers_is_not_heard()
    {
        var customer = Ada();
        var begun = Start(customer);
        Assert.Equal((VerificationOutcome.Done, VerificationMeans.Voice), (begun.Outcome, begun.Now!.Means));
        var call = Assert.Single(customer.Last.Messages);
        Assert.Equal((MessageChannel.Voice, MessageClass.OneTimeCode, "verify-call/en/1", "verification-login"), (call.Channel, call.Class, call.Template, call.Alert));
        Assert.Equal(3, call.Text.Split("4, 8, 2, 9, 1, 3, 0, 5").Length);
        Assert.DoesNotContain('@', call.Text);
        Assert.DoesNotContain("48291305", call.Text, StringComparison.Ordinal);
        Assert.Contains("Never tell anyone, not even us.", call.Text, StringComparison.Ordinal);
        Assert.Equal(VerificationOutcome.Done, customer.Check("4829 1305").Outcome);

        Assert.Equal(MessageChannel.Text, Texted().Channel);
        Assert.EndsWith("@bank.example #48291305", Texted().Text, StringComparison.Ordinal);

        static Message Texted()
        {
            var other = Ada();
            Start(other, means: VerificationMeans.Sms);
            return Assert.Single(other.Last.Messages);
        }
    }

    [Theory, InlineData("ar"), InlineData("hi"), InlineData("tr"), InlineData("es")]
    public void It_speaks_the_customers_language_without_marks_for_reading(string language)
    {
        var customer = Ada();
        customer.Decide(new() { Source = "bank", Id = "l", Type = EventTypes.CustomerUpdated, Time = customer.Now, Customer = "C-1", Profile = Given.Ada with { Language = language } });
        Start(customer);
        var call = Assert.Single(customer.Last.Messages);
        Assert.Equal($"verify-call/{language}/1", call.Template);
        Assert.Equal(3, call.Text.Split("4, 8, 2, 9, 1, 3, 0, 5").Length);
        Assert.DoesNotContain('\u200f', call.Text);
    }

    [Fact]
    public void Of_a_payment_it_says_how_much_to_whom()
    {
        var customer = Ada();
        var rent = Payment.Of([new(new(950m, "GBP"), "Mill Cafe", null)], batch: false);
        Assert.Equal(VerificationOutcome.Done, Start(customer, "payment", payment: rent).Outcome);
        var call = Assert.Single(customer.Last.Messages);
        Assert.Equal("verify-call-payment/en/1", call.Template);
        Assert.Contains("to pay £950.00 to Mill Cafe your code is 4, 8, 2, 9, 1, 3, 0, 5.", call.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_makes_calls_it_is_refused_with_the_reason_and_never_texted()
    {
        foreach (var customer in (CodedCustomer[])[Ada(), new(UnknownCustomers.Of(1, numberAlone: false), known: false, Purposes)])
        {
            var refused = Start(customer, off: true);
            Assert.Equal((VerificationOutcome.Barred, "Voice:no-caller"), (refused.Outcome, Why(refused)));
            Assert.Equal((VerificationOutcome.Barred, "Voice:no-caller"), (Start(customer, "call", means: null, off: true).Outcome, Why(refused)));
            Assert.Empty(customer.Last.Messages);
            Assert.Empty(customer.Last.Delta.Changes);
        }
        // Who names none gets what is open, and is told why it is not the first.
        var next = Start(Ada(), "either", means: null, off: true);
        Assert.Equal((VerificationMeans.Sms, "Voice:no-caller"), (next.Now!.Means, Why(next)));
        Assert.Equal(VerificationMeans.Voice, Start(Ada(), "either", means: null).Now!.Means);
    }

    [Fact]
    public void A_purpose_that_does_not_take_it_gets_none_at_the_start_nor_later()
    {
        var customer = Ada();
        Assert.Equal(VerificationOutcome.Barred, Start(customer, "text").Outcome);
        Start(customer, "text", VerificationMeans.Sms);
        customer.Now += TimeSpan.FromSeconds(31);
        Assert.Equal(VerificationOutcome.Barred, Again(customer, "11111111", VerificationMeans.Voice, purpose: "text").Outcome);
        Assert.Empty(customer.Last.Messages);
        Assert.Equal(VerificationOutcome.Done, customer.Check("48291305", purpose: "text").Outcome);
    }

    [Fact]
    public void After_a_text_it_waits_counts_and_ends_as_another_text_would()
    {
        var customer = Ada();
        Start(customer, means: VerificationMeans.Sms);
        for (var i = 0; i < 3; i++)
            Assert.Equal(VerificationOutcome.Wrong, customer.Check("00000000").Outcome);
        Assert.Equal(VerificationOutcome.TooSoon, Again(customer, "22222222", VerificationMeans.Voice).Outcome);
        customer.Now += TimeSpan.FromSeconds(31);
        var called = Again(customer, "22222222", VerificationMeans.Voice);
        Assert.Equal((VerificationOutcome.Done, VerificationMeans.Voice, 1, 3), (called.Outcome, called.Now!.Means, called.Now.Resent, called.Now.Wrong));
        Assert.Equal(MessageChannel.Voice, Assert.Single(customer.Last.Messages).Channel);
        customer.Restore();
        Assert.Equal(VerificationOutcome.TooSoon, Again(customer, "33333333", VerificationMeans.Sms).Outcome);
        customer.Now += TimeSpan.FromSeconds(31);
        // As the last one went, where it is not said.
        Assert.Equal(VerificationMeans.Voice, Again(customer, "33333333", by: null).Now!.Means);
        customer.Now += TimeSpan.FromSeconds(31);
        Assert.Equal(VerificationMeans.Sms, Again(customer, "44444444", VerificationMeans.Sms).Now!.Means);
        Assert.Equal(MessageChannel.Text, Assert.Single(customer.Last.Messages).Channel);
        customer.Now += TimeSpan.FromSeconds(31);
        Assert.Equal(VerificationOutcome.NoMoreResends, Again(customer, "55555555", VerificationMeans.Voice).Outcome);
        // Those of before are wrong, and the fifth wrong one ends it.
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("22222222").Outcome);
        Assert.Equal(VerificationStatus.Pending, customer.Status());
        customer.Check("33333333");
        Assert.Equal(VerificationStatus.Failed, customer.Status());
    }

    [Fact]
    public void One_that_is_refused_leaves_the_code_of_before_good_and_one_begun_by_a_call_may_be_texted()
    {
        var customer = Ada();
        Start(customer);
        customer.Now += TimeSpan.FromSeconds(31);
        var refused = Again(customer, "11111111", by: null, off: true);
        Assert.Equal((VerificationOutcome.Barred, "Voice:no-caller"), (refused.Outcome, Why(refused)));
        Assert.Equal((VerificationOutcome.Done, VerificationMeans.Sms), (Again(customer, "22222222", VerificationMeans.Sms, off: true).Outcome, customer.State.FindVerification(1)!.Means));
        Assert.Equal(VerificationOutcome.Done, customer.Check("22222222").Outcome);
        var other = Ada();
        Start(other);
        Again(other, "11111111", by: null, off: true);
        Assert.Equal(VerificationOutcome.Done, other.Check("48291305").Outcome);
    }

    [Fact]
    public void A_call_is_there_again_when_somebody_makes_calls_again()
    {
        var customer = Ada();
        Assert.Equal("Voice:no-caller", Why(Start(customer, means: null, off: true)));
        customer.Now += TimeSpan.FromSeconds(31);
        Assert.Equal(VerificationMeans.Voice, Again(customer, "11111111", VerificationMeans.Voice).Now!.Means);
    }

    [Fact]
    public void Calls_and_texts_to_a_number_are_counted_together()
    {
        var customer = Ada(Purposes with { Limits = new() { Phone = new(3, TimeSpan.FromHours(1)) } });
        customer.Counts = new TextCounters();
        Start(customer, means: VerificationMeans.Sms);
        for (ulong key = 2; key <= 3; key++)
        {
            Start(customer, key: key);
            Assert.Single(customer.Last.Messages);
        }
        var held = Start(customer, key: 4);
        Assert.Equal((VerificationOutcome.Done, VerificationMeans.Voice), (held.Outcome, held.Now!.Means));
        Assert.Empty(customer.Last.Messages);
        Assert.Equal("verification-limited", Assert.Single(customer.Last.Suppressions).Reason.Code);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("48291305", 4).Outcome);
        // And beginnings of a customer, whichever way they go.
        Start(customer, key: 5);
        Assert.Equal(VerificationOutcome.TooMany, Start(customer, key: 6, means: VerificationMeans.Sms).Outcome);
    }

    [Fact]
    public void Calls_that_nobody_types_codes_of_are_pumping_as_texts_are()
    {
        var guards = new VerificationGuards(1);
        var purposes = Purposes with { Guards = new() { Pumping = new() { Mode = PumpingMode.Block } } };
        var why = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            var customer = new CodedCustomer($"C-{i}", known: false, purposes) { Guards = guards };
            customer.Decide(new() { Source = "bank", Id = "0", Type = EventTypes.CustomerUpdated, Time = customer.Now, Customer = $"C-{i}", Profile = Given.Ada with { Id = $"C-{i}", Phones = [new($"1500555{i:0000}")] } });
            Assert.Equal(VerificationOutcome.Done, Start(customer).Outcome);
            why.AddRange(customer.Last.Suppressions.Select(static one => one.Reason.Code));
        }
        Assert.Equal(10, why.Count(static one => one == "pumping"));
    }

    [Theory, InlineData("login", true), InlineData("text", false)]
    public void A_land_line_is_called_where_the_purpose_takes_calls(string purpose, bool called)
    {
        var customer = Ada();
        customer.Decide(new() { Source = "bank", Id = "home", Type = EventTypes.CustomerUpdated, Time = customer.Now, Customer = "C-1", Profile = Given.Ada with { Phones = [new(LandLine)] } });
        var begun = Start(customer, purpose, means: null);
        Assert.Equal(called ? (VerificationMeans.Voice, "Sms:land-line") : (VerificationMeans.Sms, ""), (begun.Now!.Means, Why(begun)));
        if (!called)
            return;
        Assert.Equal((VerificationOutcome.Barred, "Sms:land-line"), (Start(customer, means: VerificationMeans.Sms, key: 2).Outcome, Why(Start(customer, means: VerificationMeans.Sms, key: 3))));
        customer.Now += TimeSpan.FromSeconds(31);
        Assert.Equal(VerificationOutcome.Barred, Again(customer, "11111111", VerificationMeans.Sms).Outcome);
    }

    [Fact]
    public void Whoever_is_unknown_is_answered_as_one_with_a_phone()
    {
        var (his, nobodys) = (Ada(), new CodedCustomer(UnknownCustomers.Of(1, numberAlone: false), known: false, Purposes));
        var (one, other) = (Start(his), Start(nobodys));
        Assert.Equal((one.Outcome, one.Now!.Means, one.Now.Tries, one.Now.ExpiresAt, Why(one)), (other.Outcome, other.Now!.Means, other.Now.Tries, other.Now.ExpiresAt, Why(other)));
        Assert.Equal((1, 0, true), (his.Last.Messages.Count, nobodys.Last.Messages.Count, other.Now.GoesNowhere));
        Assert.Equal((VerificationOutcome.Done, VerificationOutcome.Wrong), (his.Check("48291305").Outcome, nobodys.Check("48291305").Outcome));
    }

    [Fact]
    public void What_keeps_a_text_from_a_number_keeps_a_call_from_it()
    {
        var ban = Rule("BAN-1", "deny", """ "classes":["one-time-code"] """, jurisdiction: "*");
        var banned = Ada();
        banned.Book = AppCustomer.Book(Purposes, ban);
        Assert.Equal("Sms:policy-deny Voice:policy-deny", Why(Start(banned, means: null)));
        Assert.Equal(VerificationOutcome.Barred, Start(banned).Outcome);
        var swap = Purposes with { Purposes = [.. Purposes.Purposes.Select(static purpose => purpose with { SimSwap = new(TimeSpan.FromDays(3), HoldStep.StepUp, HoldStep.Send) })] };
        var swapped = Ada(swap);
        swapped.Guards = new(1);
        var held = swapped.Step(Fresh(VerificationAct.Start, "login", 1, "48291305", VerificationMeans.Voice, off: false) with { Swap = SwapAnswer.Swapped, SwapOf = Given.Ada.Phones[0] });
        Assert.Equal((VerificationOutcome.Barred, "Sms:number-held Voice:number-held"), (held.Outcome, Why(held)));
    }

    [Theory]
    [InlineData(""","means":["voice","sms"]""", null), InlineData(""","means":["voice"],"anyNumber":true""", null), InlineData(""","means":["voice"],"voiceTemplate":"verify-call" """, null), InlineData(""","means":["voice"],"length":8,"binds":"payment" """, null)]
    [InlineData(""","means":["voice"],"alphabet":"letters-and-digits" """, "purposes[0].means"), InlineData(""","means":["voice"],"voiceTemplate":"A call" """, "purposes[0].voiceTemplate")]
    public void Purposes_with_calls_have_what_can_be_heard(string members, string? wrong)
    {
        var errors = new List<FieldError>();
        PurposeListReader.Read(Encoding.UTF8.GetBytes($$"""{"purposes":[{"id":"own","template":"verify-login"{{members}}}]}"""), errors);
        Assert.Equal(wrong is null ? [] : [wrong], errors.Select(static error => error.Field));
    }

    [Fact]
    public void A_rulebook_has_the_template_that_its_calls_say()
    {
        var errors = new List<FieldError>();
        var named = PurposeBook.Of(new() { Purposes = [Of("call", VerificationMeans.Voice) with { VoiceTemplate = "own-call" }] });
        Assert.Null(Core.Decide.Rulebook.Create(Given.Bank, [], new Given.PlainComposer(), new HashSet<string> { "verify-login", "verify-call" }, errors, purposes: named));
        Assert.Equal("purposes.call.voiceTemplate", Assert.Single(errors).Field);
    }
}

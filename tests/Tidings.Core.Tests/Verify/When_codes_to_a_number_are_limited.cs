using Tidings.Core.Decide.Limits;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

/// <summary>Limits by number, prefix and country hold back codes, and tell nobody who exists or whose number it is: what is answered hangs on what was asked for alone.</summary>
public sealed class When_codes_to_a_number_are_limited
{
    static readonly string Hers = Given.Ada.Phones[0].Digits;

    readonly TextCounters _counts = new();

    static PurposeList Limited(string which, int most)
    {
        var limit = new TextLimit(most, TimeSpan.FromMinutes(10));
        return PresetPurposes.List with { Limits = which switch { "prefix" => new() { Prefix = limit }, "country" => new() { Country = limit }, _ => new VerificationLimits { Phone = limit } } };
    }

    CodedCustomer Of(PurposeList purposes, bool known, ulong i = 1) =>
        new(known ? $"C-{i}" : UnknownCustomers.Of(i, numberAlone: false), known, purposes) { Counts = _counts };

    CodedCustomer Alone(PurposeList purposes) => new(UnknownCustomers.Of(1, numberAlone: true), known: false, purposes) { Counts = _counts };

    [Theory, InlineData("phone"), InlineData("prefix"), InlineData("country")]
    public void His_own_number_gets_no_more_and_he_is_answered_like_one_who_is_not_there(string which)
    {
        var purposes = Limited(which, 3);
        for (ulong i = 1; i <= 4; i++)
        {
            var (his, nobodys) = (Of(purposes, known: true, i), Of(purposes, known: false, i));
            var (one, other) = (his.Start(asked: $"C-{i}"), nobodys.Start(asked: $"C-{i}"));
            Assert.Equal((VerificationOutcome.Done, VerificationOutcome.Done), (one.Outcome, other.Outcome));
            Assert.Equal((one.Now!.ExpiresAt, one.Now.Tries, one.Now.Status), (other.Now!.ExpiresAt, other.Now.Tries, other.Now.Status));
            Assert.Equal(i <= 3 ? 1 : 0, his.Last.Messages.Count);
            if (i <= 3)
                continue;
            // It is recorded why, and nothing is right for it.
            Assert.Equal("verification-limited", Assert.Single(his.Last.Suppressions).Reason.Code);
            Assert.Equal((VerificationOutcome.Wrong, VerificationOutcome.Wrong), (his.Check("482913").Outcome, nobodys.Check("482913").Outcome));
        }
    }

    [Fact]
    public void Whose_number_it_is_cannot_be_found_out_by_using_up_what_may_go_to_it()
    {
        var purposes = Limited("phone", 3);
        // Three codes to Ada's number, asked for under others' names.
        for (ulong i = 1; i <= 3; i++)
            Assert.Equal(VerificationOutcome.Done, Of(purposes, known: true, i).Start(purpose: "contact-change", to: Hers, asked: $"C-{i}").Outcome);
        var (ada, nobody) = (Of(purposes, known: true, 7), Of(purposes, known: false, 7));
        Assert.Equal((VerificationOutcome.Done, VerificationOutcome.Done), (ada.Start(asked: "C-7").Outcome, nobody.Start(asked: "C-7").Outcome));
        Assert.Empty(ada.Last.Messages);
        // Nor by asking for her first, and for the number then.
        var counted = new TextCounters();
        for (ulong i = 1; i <= 3; i++)
            new CodedCustomer($"C-{i}", purposes: purposes) { Counts = counted }.Start(asked: $"C-{i}");
        var number = new CodedCustomer(UnknownCustomers.Of(1, numberAlone: true), known: false, purposes) { Counts = counted };
        Assert.Equal(VerificationOutcome.Done, number.Start(purpose: "contact-change", to: Hers, alone: true).Outcome);
        Assert.Empty(number.Last.Messages);
    }

    [Theory, InlineData("phone"), InlineData("prefix"), InlineData("country")]
    public void A_number_that_is_named_where_any_may_be_is_refused_by_how_often_it_was_named(string which)
    {
        var purposes = Limited(which, 3);
        // For one who is there, for one who is not, and alone: each counts.
        Assert.Equal(VerificationOutcome.Done, Of(purposes, known: true, 1).Start(purpose: "contact-change", to: Hers, asked: "C-1").Outcome);
        Assert.Equal(VerificationOutcome.Done, Of(purposes, known: false, 2).Start(purpose: "contact-change", to: Hers, asked: "C-2").Outcome);
        Assert.Equal(VerificationOutcome.Done, Alone(purposes).Start(purpose: "contact-change", to: Hers, alone: true).Outcome);
        Assert.Equal(VerificationOutcome.TooMany, Of(purposes, known: true, 3).Start(purpose: "contact-change", to: Hers, asked: "C-3").Outcome);
        Assert.Equal(VerificationOutcome.TooMany, Of(purposes, known: false, 4).Start(purpose: "contact-change", to: Hers, asked: "C-4").Outcome);
        Assert.Equal(VerificationOutcome.TooMany, Alone(purposes).Start(2, purpose: "contact-change", to: Hers, alone: true).Outcome);
    }

    [Fact]
    public void Who_names_a_number_for_those_who_are_not_there_takes_none_of_the_codes_of_whoever_has_it()
    {
        var purposes = Limited("phone", 3);
        for (ulong i = 10; i < 20; i++)
            Of(purposes, known: false, i).Start(purpose: "contact-change", to: Hers, asked: $"C-{i}");
        var ada = Of(purposes, known: true);
        ada.Start();
        Assert.Equal(Hers, Assert.Single(ada.Last.Messages).To.Digits);
    }

    [Fact]
    public void Another_code_that_may_not_go_is_not_said_either_and_the_one_before_stays_good()
    {
        var purposes = Limited("phone", 2);
        var (his, nobodys) = (Of(purposes, known: true), Of(purposes, known: false));
        foreach (var customer in (CodedCustomer[])[his, nobodys])
        {
            customer.Start();
            foreach (var code in (string[])["715530", "715531"])
            {
                customer.Now += TimeSpan.FromSeconds(31);
                Assert.Equal(VerificationOutcome.Done, customer.Resend(code).Outcome);
            }
            Assert.Equal((2, customer.Now), (customer.State.FindVerification(1)!.Resent, customer.State.FindVerification(1)!.SentAt));
            Assert.Empty(customer.Last.Messages);
        }
        // Its text is not given up: it stays among those of the verification, and nothing came after it.
        Assert.Equal(2, his.State.FindVerification(1)!.Rows.Length);
        Assert.Equal(VerificationOutcome.Wrong, his.Check("715531").Outcome);
        Assert.Equal(VerificationOutcome.Done, his.Check("715530").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, nobodys.Check("715530").Outcome);
    }

    [Fact]
    public void Another_code_to_a_number_that_was_named_is_refused_to_all()
    {
        var purposes = Limited("prefix", 2);
        foreach (var known in (bool[])[true, false])
        {
            var customer = new CodedCustomer(known ? "C-1" : UnknownCustomers.Of(1, false), known, purposes) { Counts = new TextCounters() };
            customer.Start(to: Hers, purpose: "contact-change");
            customer.Now += TimeSpan.FromSeconds(31);
            Assert.Equal(VerificationOutcome.Done, customer.Resend("715530", purpose: "contact-change").Outcome);
            customer.Now += TimeSpan.FromSeconds(31);
            Assert.Equal(VerificationOutcome.TooMany, customer.Resend("715531", purpose: "contact-change").Outcome);
        }
    }
}

using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public sealed class When_an_app_proves_the_customer
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    [Fact]
    public void Its_code_approves_once_and_no_text_is_sent()
    {
        var customer = AppCustomer.Start();
        var begun = customer.Start(purpose: "desk").Now!;
        Assert.Equal((VerificationMeans.Totp, null, null), (begun.Means, begun.To, begun.Barred));
        Assert.Empty(customer.Last.Messages);
        Assert.Empty(customer.Last.Suppressions);
        Assert.Single(customer.State.FindVerification(1)!.Rows);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("482913", purpose: "desk").Outcome);
        Assert.Equal((VerificationOutcome.Done, VerificationStatus.Approved), (customer.Check($"{customer.Code()[..3]} {customer.Code()[3..]}", purpose: "desk").Outcome, customer.Status()));
        Assert.Equal(VerificationOutcome.Over, customer.Check(customer.Code(1), purpose: "desk").Outcome);
    }

    [Fact]
    public void An_interval_that_was_used_and_all_before_it_are_never_right_again_whatever_for()
    {
        var customer = AppCustomer.Start();
        customer.Start(1, purpose: "desk");
        Assert.Equal(VerificationOutcome.Done, customer.Check(customer.Code(1), 1, "desk").Outcome);
        var (used, before) = (customer.Code(1), customer.Code());
        customer.Restore();
        customer.Start(2, purpose: "app");
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(used, 2, "app").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(before, 2, "app").Outcome);
        customer.Now += Interval;
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(used, 2, "app").Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check(customer.Code(1), 2, "app").Outcome);
    }

    /// <summary>Also where the clock is put back between: the time of the day decides which code is right, and no interval comes twice.</summary>
    [Fact]
    public void A_clock_that_is_put_back_brings_no_code_back()
    {
        var customer = AppCustomer.Start();
        customer.Now += 10 * Interval;
        customer.Start(1, purpose: "desk");
        var used = customer.Code();
        Assert.Equal(VerificationOutcome.Done, customer.Check(used, 1, "desk").Outcome);
        (customer.Steady, customer.Now) = (customer.Now, customer.Now - Interval);
        customer.Start(2, purpose: "desk");
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(used, 2, "desk").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(customer.Code(), 2, "desk").Outcome);
    }

    [Fact]
    public void Only_a_code_that_approved_is_used_up()
    {
        var customer = AppCustomer.Start();
        customer.Start(1, purpose: "desk", session: "s-1");
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(customer.Code(), 1, "desk", session: "s-2").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(customer.Code(), 1, "app", session: "s-1").Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check(customer.Code(), 1, "desk", session: "s-1").Outcome);
    }

    [Fact]
    public void The_fifth_wrong_one_ends_it_and_ten_within_the_hour_are_all_that_are_judged()
    {
        var customer = AppCustomer.Start();
        for (var key = 1UL; key <= 2; key++)
        {
            customer.Start(key, purpose: "desk");
            for (var i = 0; i < 5; i++)
                Assert.Equal((VerificationOutcome.Wrong, i < 4 ? VerificationStatus.Pending : VerificationStatus.Failed), (customer.Check("000000", key, "desk").Outcome, customer.Status(key)));
            Assert.Equal(VerificationOutcome.Over, customer.Check(customer.Code(), key, "desk").Outcome);
        }
        Assert.Equal(VerificationOutcome.TooMany, customer.Start(3, purpose: "desk").Outcome);
    }

    [Fact]
    public void One_verification_more_than_the_limit_is_refused_as_of_texts()
    {
        var customer = AppCustomer.Start();
        for (var key = 1UL; key <= 5; key++)
            Assert.Equal(VerificationOutcome.Done, customer.Start(key, purpose: "desk").Outcome);
        Assert.Equal(VerificationOutcome.TooMany, customer.Start(6, purpose: "desk").Outcome);
    }

    [Fact]
    public void Nothing_is_sent_again_and_its_time_ends()
    {
        var customer = AppCustomer.Start();
        customer.Start(purpose: "desk");
        customer.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(VerificationOutcome.NoMoreResends, customer.Resend("715530", purpose: "desk").Outcome);
        customer.Now += TimeSpan.FromMinutes(4);
        Assert.Equal(VerificationOutcome.Over, customer.Check(customer.Code(), purpose: "desk").Outcome);
        Assert.Equal(VerificationStatus.Expired, customer.Status());
    }

    [Fact]
    public void It_counts_once_its_first_code_was_right_and_that_one_is_used()
    {
        var customer = AppCustomer.Start(enrolled: false);
        var enrolled = customer.Enrol();
        Assert.Equal((VerificationOutcome.Done, null), (enrolled.Outcome, enrolled.Authenticators![0].ConfirmedAt));
        Assert.Equal(VerificationOutcome.Barred, customer.Start(purpose: "app").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, customer.Confirm("000000").Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Confirm(customer.Code()).Outcome);
        Assert.Equal(VerificationOutcome.Over, customer.Confirm(customer.Code(1)).Outcome);
        customer.Start(purpose: "app");
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(customer.Code(), purpose: "app").Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check(customer.Code(1), purpose: "app").Outcome);
        Assert.Equal(customer.Now, Assert.Single(customer.Listed()).UsedAt);
    }

    [Theory, InlineData(TotpHash.Sha256, 8), InlineData(TotpHash.Sha1, 7)]
    public void It_reckons_as_was_agreed(TotpHash hash, int digits)
    {
        var customer = AppCustomer.Start(enrolled: false);
        customer.Enrol(hash: hash, digits: digits);
        Assert.Equal(VerificationOutcome.Wrong, customer.Confirm(customer.Code()).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Confirm(customer.Code(0, digits, hash)).Outcome);
    }

    [Fact]
    public void An_enrolment_ends_with_the_fifth_wrong_code_after_ten_minutes_and_by_another()
    {
        var customer = AppCustomer.Start(enrolled: false);
        customer.Enrol(1);
        for (var i = 0; i < 5; i++)
            Assert.Equal(VerificationOutcome.Wrong, customer.Confirm("000000", 1).Outcome);
        Assert.Equal(VerificationOutcome.Unknown, customer.Confirm(customer.Code(), 1).Outcome);
        customer.Enrol(2);
        customer.Enrol(3);
        Assert.Equal(VerificationOutcome.Unknown, customer.Confirm(customer.Code(), 2).Outcome);
        customer.Now += Authenticator.Waits;
        Assert.Equal(VerificationOutcome.Unknown, customer.Confirm(customer.Code(), 3).Outcome);
        Assert.Empty(customer.Listed());
    }

    [Fact]
    public void Five_are_kept_and_one_that_is_removed_proves_nothing()
    {
        var customer = AppCustomer.Start(enrolled: false);
        for (var key = 1UL; key <= Authenticator.Most; key++)
        {
            customer.Enrol(key);
            Assert.Equal(VerificationOutcome.Done, customer.Confirm(customer.Code(), key).Outcome);
        }
        Assert.Equal(VerificationOutcome.Full, customer.Enrol(9).Outcome);
        customer.Start(purpose: "app");
        for (var key = 1UL; key <= Authenticator.Most; key++)
            Assert.Equal(VerificationOutcome.Done, customer.Remove(key).Outcome);
        Assert.Equal(VerificationOutcome.Unknown, customer.Remove(1).Outcome);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(customer.Code(1), purpose: "app").Outcome);
        Assert.Equal(VerificationOutcome.Barred, customer.Start(2, purpose: "app").Outcome);
    }

    [Fact]
    public void Nobody_enrols_who_is_not_there_and_closing_drops_all()
    {
        Assert.Equal(VerificationOutcome.Unknown, AppCustomer.Start(enrolled: false, known: false).Enrol().Outcome);
        Assert.Equal(VerificationOutcome.Unknown, AppCustomer.Start(enrolled: false, id: UnknownCustomers.Of(1, numberAlone: false)).Enrol().Outcome);
        var customer = AppCustomer.Start();
        customer.Start(purpose: "app");
        customer.Decide(new() { Source = "bank", Id = "close", Type = EventTypes.CustomerClosed, Time = customer.Now, Customer = "C-1" });
        Assert.Empty(customer.State.Authenticators.ToArray());
        Assert.Equal(VerificationOutcome.Unknown, customer.Check(customer.Code(), purpose: "app").Outcome);
    }

    [Fact]
    public void The_secret_is_in_the_change_of_its_enrolment_and_no_answer()
    {
        var customer = AppCustomer.Start(enrolled: false);
        Assert.Empty(customer.Enrol().Authenticators![0].Secret);
        Assert.True(Holds(customer.Last.Delta));
        customer.Confirm(customer.Code());
        Assert.False(Holds(customer.Last.Delta));
        customer.Start(purpose: "desk");
        Assert.False(Holds(customer.Last.Delta));
        customer.Check(customer.Code(1), purpose: "desk");
        Assert.False(Holds(customer.Last.Delta));
        Assert.Empty(Assert.Single(customer.Listed()).Secret);
        Assert.Empty(customer.Last.Delta.Changes);
    }

    static bool Holds(StateDelta delta) => MemoryPackSerializer.Serialize(delta).AsSpan().IndexOf(AppCustomer.Secret) >= 0;
}

using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

/// <summary>Whom nobody knows gets a verification that looks like any other, that nothing is sent for and that no code ends well.</summary>
public sealed class When_nobody_is_known
{
    static readonly string Bucket = UnknownCustomers.Of(1, numberAlone: false);

    static void Alike(VerificationAnswer one, VerificationAnswer other)
    {
        Assert.Equal(one.Outcome, other.Outcome);
        Assert.Equal((one.Now!.Status, one.Now.ExpiresAt, one.Now.Tries, one.Now.Wrong, one.Now.Resent, one.Now.SentAt), (other.Now!.Status, other.Now.ExpiresAt, other.Now.Tries, other.Now.Wrong, other.Now.Resent, other.Now.SentAt));
    }

    [Fact]
    public void It_is_answered_as_if_he_were_and_no_code_is_right()
    {
        var (known, unknown) = (new CodedCustomer(), new CodedCustomer(Bucket, known: false));
        Alike(known.Start(), unknown.Start());
        Assert.Single(known.Last.Messages);
        Assert.Empty(unknown.Last.Messages);
        Assert.Equal("not-a-recipient", Assert.Single(unknown.Last.Suppressions).Reason.Code);
        for (var i = 0; i < 4; i++)
            Alike(known.Check("000000"), unknown.Check("000000"));
        known.Now = unknown.Now = Given.Noon.AddSeconds(40);
        Alike(known.Resend("715530"), unknown.Resend("715530"));
        // The very code that was drawn for nobody.
        Assert.Equal(VerificationOutcome.Wrong, unknown.Check("715530").Outcome);
        Assert.Equal(VerificationOutcome.Done, known.Check("715530").Outcome);
    }

    [Fact]
    public void It_is_limited_as_if_he_were()
    {
        var (known, unknown) = (new CodedCustomer(), new CodedCustomer(Bucket, known: false));
        for (ulong i = 1; i <= 6; i++)
            Assert.Equal(known.Start(i).Outcome, unknown.Start(i).Outcome);
        // Another who shares the name is another.
        Assert.Equal(VerificationOutcome.Done, unknown.Start(7, asked: "C-2").Outcome);
        Assert.Equal(VerificationStatus.Pending, unknown.Status(5));
    }

    [Theory]
    [InlineData("login", "15005550006", true), InlineData("login", "447700900555", false), InlineData("contact-change", "447700900555", true)]
    public void A_number_that_is_not_his_gets_nothing_unless_the_purpose_is_to_prove_it(string purpose, string to, bool sent)
    {
        var customer = new CodedCustomer();
        Assert.Equal(VerificationOutcome.Done, customer.Start(purpose: purpose, to: to).Outcome);
        Assert.Equal(sent, customer.Last.Messages.Count == 1);
        Assert.Equal(sent ? VerificationOutcome.Done : VerificationOutcome.Wrong, customer.Check("482913", purpose: purpose).Outcome);
        if (sent)
            Assert.Equal(to, customer.State.FindVerification(1)!.To!.Value.Digits);
    }

    [Fact]
    public void A_new_number_of_somebody_unknown_gets_nothing_either()
    {
        var unknown = new CodedCustomer(Bucket, known: false);
        Assert.Equal(VerificationOutcome.Done, unknown.Start(purpose: "contact-change", to: "447700900555").Outcome);
        Assert.Empty(unknown.Last.Messages);
    }

    [Fact]
    public void A_number_alone_is_proved_by_whoever_holds_it()
    {
        var nobody = new CodedCustomer(UnknownCustomers.Of(1, numberAlone: true), known: false);
        nobody.Start(purpose: "contact-change", to: "447700900555", alone: true);
        Assert.Equal("447700900555", Assert.Single(nobody.Last.Messages).To.Digits);
        Assert.Equal(VerificationOutcome.Done, nobody.Check("482913", purpose: "contact-change").Outcome);
    }

    [Fact]
    public void Who_was_closed_is_nobody_and_what_was_under_way_has_ended()
    {
        var customer = new CodedCustomer();
        customer.Start();
        customer.Start(3, purpose: "contact-change");
        customer.Cancel(3);
        var closing = customer.Decide(new() { Source = "bank", Id = "x", Type = EventTypes.CustomerClosed, Time = customer.Now, Customer = "C-1" });
        // Said, so that its text goes and the bank is told.
        var ended = Assert.Single(closing.Delta.Changes.OfType<VerificationKept>()).Verification;
        Assert.Equal((1ul, VerificationStatus.Cancelled, 1, null), (ended.Key, ended.Status, ended.Rows.Length, customer.State.NextDue));
        Assert.Equal(VerificationOutcome.Unknown, customer.Check("482913").Outcome);
        customer.Start(2);
        Assert.Empty(customer.Last.Messages);
    }

    [Fact]
    public void However_many_are_asked_for_they_have_few_names_and_each_a_bounded_state()
    {
        foreach (var alone in (bool[])[true, false])
            Assert.Equal(UnknownCustomers.Names, Enumerable.Range(0, 10_000).Select(i => UnknownCustomers.Of((ulong)i, alone)).Distinct().Count());
        var bucket = new CodedCustomer(Bucket, known: false);
        for (ulong i = 1; i <= 200; i++)
            Assert.Equal(VerificationOutcome.Done, bucket.Start(i, asked: $"C-{i}").Outcome);
        Assert.Equal(Verification.MostOfShared, bucket.State.Verifications.Length);
    }
}

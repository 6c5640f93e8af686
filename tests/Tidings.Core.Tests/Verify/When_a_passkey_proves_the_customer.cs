using Tidings.Core.Events;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

/// <summary>What is decided of a passkey whose signature was looked at: that the door looks at it is shown with a browser.</summary>
public sealed class When_a_passkey_proves_the_customer
{
    const ulong Key = 9;

    static readonly PurposeList Purposes = new()
    {
        Purposes =
        [
            new() { Id = "pay", Template = "verify-payment", Length = 8, Binds = PurposeBinding.Payment, Means = [VerificationMeans.Passkey] },
            new() { Id = "login", Template = "verify-login", Means = [VerificationMeans.Passkey, VerificationMeans.Sms] },
        ],
    };

    static readonly Payment Rent = Payment.Of([new(new(950m, "GBP"), "Mill Cafe", null)], batch: false);

    static CodedCustomer Customer(uint count = 1, bool known = true, string id = "C-1")
    {
        var customer = new CodedCustomer(id, known, Purposes) { Book = AppCustomer.Book(Purposes) };
        Enrol(customer);
        if (known)
            Assert.Equal(VerificationOutcome.Done, Make(customer, count).Outcome);
        return customer;
    }

    static VerificationAnswer Enrol(CodedCustomer customer) => customer.Step(new() { Act = VerificationAct.Enrol, Key = Key, Enrol = Passkey(0) with { Credential = null, PublicKey = null } });

    static VerificationAnswer Make(CodedCustomer customer, uint count) => customer.Step(new() { Act = VerificationAct.Confirm, Key = Key, Enrol = Passkey(count), Typed = "" });

    static Authenticator Passkey(uint count) =>
        new() { Key = Key, Means = VerificationMeans.Passkey, Secret = [], Hash = TotpHash.Sha1, Digits = 0, Name = "Phone", Credential = [1, 2, 3], PublicKey = [4, 5, 6], LastStep = count };

    static VerificationAnswer Check(CodedCustomer customer, PasskeySignature? signed, ulong key = 1, string purpose = "login", string? session = null, Payment? payment = null, string typed = "") => customer.Step(new()
    {
        Act = VerificationAct.Check, Key = key, Purpose = purpose, Session = CodedCustomer.SessionOf(session), Payment = payment, Typed = typed, Signed = signed,
    });

    [Fact]
    public void It_approves_once_and_no_text_is_sent()
    {
        var customer = Customer();
        var begun = customer.Start(session: "s-1").Now!;
        Assert.Equal((VerificationMeans.Passkey, null, null), (begun.Means, begun.To, begun.Barred));
        Assert.Empty(customer.Last.Messages);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 2), session: "s-2").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 2), purpose: "pay", session: "s-1").Outcome);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, null, session: "s-1").Outcome);
        Assert.Equal((VerificationOutcome.Done, VerificationStatus.Approved), (Check(customer, new(Key, 2), session: "s-1").Outcome, customer.Status()));
        Assert.Equal(VerificationOutcome.Over, Check(customer, new(Key, 3), session: "s-1").Outcome);
    }

    [Fact]
    public void A_count_that_does_not_grow_is_wrong_also_after_a_restart()
    {
        var customer = Customer(count: 4);
        customer.Start();
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 4)).Outcome);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 0)).Outcome);
        Assert.Equal(VerificationOutcome.Done, Check(customer, new(Key, 5)).Outcome);
        customer.Restore();
        customer.Start(2);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 5), 2).Outcome);
        Assert.Equal(VerificationOutcome.Done, Check(customer, new(Key, 6), 2).Outcome);
    }

    [Fact]
    public void One_that_counts_nothing_says_nothing_each_time()
    {
        var customer = Customer(count: 0);
        customer.Start(1);
        Assert.Equal(VerificationOutcome.Done, Check(customer, new(Key, 0), 1).Outcome);
        customer.Start(2);
        Assert.Equal(VerificationOutcome.Done, Check(customer, new(Key, 0), 2).Outcome);
    }

    [Fact]
    public void Another_payment_ends_it_and_nobodys_passkey_is_wrong()
    {
        var customer = Customer();
        customer.Start(1, purpose: "pay", payment: Rent);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key + 1, 2), 1, "pay", payment: Rent).Outcome);
        Assert.Equal((VerificationOutcome.Wrong, VerificationStatus.Changed), (Check(customer, null, 1, "pay", payment: Payment.Of([new(new(951m, "GBP"), "Mill Cafe", null)], batch: false)).Outcome, customer.Status()));
        customer.Start(2, purpose: "pay", payment: Rent);
        customer.Remove(Key);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 2), 2, "pay", payment: Rent).Outcome);
        Assert.Equal((VerificationOutcome.Barred, "not-enrolled"), (customer.Start(3, purpose: "pay", payment: Rent).Outcome, customer.Step(new() { Act = VerificationAct.Start, Key = 4, Purpose = "pay", Payment = Rent, Asked = 1, Request = 4 }).Barred![0].Why.Code));
    }

    /// <summary>What is signed by a passkey is no code, and a code no signature.</summary>
    [Fact]
    public void A_code_approves_nothing_that_a_passkey_is_asked_for_nor_a_passkey_what_a_text_is()
    {
        var customer = Customer();
        customer.Start(1);
        foreach (var typed in (string[])["", "0", "482913"])
            Assert.Equal(VerificationOutcome.Wrong, Check(customer, null, 1, typed: typed).Outcome);
        customer.Start(2, means: VerificationMeans.Sms);
        Assert.Equal(VerificationOutcome.Wrong, Check(customer, new(Key, 2), 2).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check("482913", 2).Outcome);
    }

    [Fact]
    public void An_enrolment_ends_with_the_fifth_that_is_wrong_after_ten_minutes_and_by_another()
    {
        var customer = new CodedCustomer(purposes: Purposes);
        Enrol(customer);
        for (var i = 1; i <= 5; i++)
            // No code confirms one: of no digits there would be a right one.
            Assert.Equal(VerificationOutcome.Wrong, customer.Confirm(i % 2 == 0 ? "0" : "", Key).Outcome);
        Assert.Equal(VerificationOutcome.Unknown, Make(customer, 1).Outcome);
        Enrol(customer);
        customer.Now += Authenticator.Waits;
        Assert.Equal(VerificationOutcome.Unknown, Make(customer, 1).Outcome);
        Enrol(customer);
        customer.Enrol();
        Assert.Equal(VerificationOutcome.Unknown, Make(customer, 1).Outcome);
        Enrol(customer);
        Assert.Equal(VerificationOutcome.Done, Make(customer, 1).Outcome);
        Assert.Equal(VerificationOutcome.Over, Make(customer, 1).Outcome);
        Assert.Equal([1, 2, 3], Assert.Single(customer.Listed()).Credential!);
    }

    [Fact]
    public void Nobody_enrols_who_is_not_there_and_closing_drops_all()
    {
        var nobody = new CodedCustomer(UnknownCustomers.Of(1, numberAlone: false), known: false, Purposes);
        Assert.Equal(VerificationOutcome.Unknown, Enrol(nobody).Outcome);
        var customer = Customer();
        customer.Decide(new() { Source = "bank", Id = "close", Type = EventTypes.CustomerClosed, Time = customer.Now, Customer = "C-1" });
        Assert.True(customer.State.Authenticators.IsEmpty);
    }

    [Fact]
    public void What_is_signed_is_another_for_whatever_is_another()
    {
        byte[][] all =
        [
            PasskeyBinding.Of(1, "pay", null, Rent), PasskeyBinding.Of(2, "pay", null, Rent), PasskeyBinding.Of(1, "login", null, Rent), PasskeyBinding.Of(1, "pay", CodedCustomer.SessionOf("s"), Rent), PasskeyBinding.Of(1, "pay", null, null),
            PasskeyBinding.Of(1, "pay", null, Payment.Of([new(new(950m, "EUR"), "Mill Cafe", null)], batch: false)), PasskeyBinding.OfEnrolment(1, "pay"), PasskeyBinding.OfEnrolment(2, "pay"), CodeBinding.Of(1, "pay", null, Rent, ""),
        ];
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }
}

using Tidings.Core.Decide;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class When_a_transaction_is_known_already
{
    readonly Given _given = new();

    Decision Bakery(decimal amount, bool pending = false, string? reference = null, string merchant = "Corner Bakery") =>
        _given.Posted(TransactionKind.CardPayment, amount, e => e with { Pending = pending, Reference = reference, Merchant = merchant });

    Decision Authorised(decimal amount, string? reference = null) =>
        _given.Happened(EventTypes.CardAuthorisation, e => e with { Account = "A-1", Status = "approved", Amount = Eur(amount), Reference = reference, Merchant = "Corner Bakery" });

    [Theory, InlineData("R-1"), InlineData(null), InlineData("NOTPROVIDED")]
    public void Its_booking_is_not_told_again(string? reference)
    {
        Assert.Equal(["card-payment"], Bakery(12.3m, pending: true, reference).Told());
        _given.Now += TimeSpan.FromDays(2);
        var booked = Bakery(12.30m, pending: false, reference);
        Assert.Empty(booked.Told());
        Assert.Equal(["card-payment:already-told"], booked.NotTold());
    }

    [Fact]
    public void Authorised_pending_and_booked_it_is_told_once()
    {
        Assert.Equal(["card-payment"], Authorised(10).Told());
        Assert.Empty(Bakery(10, pending: true).Told());
        Assert.Empty(Bakery(10).Told());
    }

    [Fact]
    public void A_booking_with_another_amount_is_told_with_the_reason()
    {
        Bakery(100, pending: true, "R-1");
        var booked = Bakery(120, pending: false, "R-1");
        Assert.Equal(["card-payment"], booked.Told());
        Assert.Contains(booked.Drafts[0].Reasons, reason => reason.Code == "amount-changed");
    }

    [Fact]
    public void After_seven_days_it_is_another_one()
    {
        Bakery(10, pending: true, "R-1");
        _given.Now += TimeSpan.FromDays(7) + TimeSpan.FromMinutes(2);
        Assert.Equal(["card-payment"], Bakery(10, pending: false, "R-1").Told());
    }

    [Fact]
    public void A_reversal_with_the_same_reference_is_told()
    {
        Bakery(10, pending: true, "R-1");
        Assert.Equal(["reversal"], _given.Posted(TransactionKind.Reversal, 10, e => e with { Reference = "R-1", Credit = true }).Told());
    }

    [Fact]
    public void Two_reservations_have_two_bookings_and_a_third_booking_is_told()
    {
        Bakery(10, pending: true, "R-1");
        Bakery(10, pending: true, "R-2");
        Assert.Empty(Bakery(10).Told());
        Assert.Empty(Bakery(10).Told());
        Assert.Equal(["duplicate-payment"], Bakery(10).Told());
    }

    [Fact]
    public void A_reservation_that_comes_after_its_booking_is_not_told()
    {
        Bakery(10, pending: false, "R-1");
        Assert.Empty(Bakery(10, pending: true, "R-1").Told());
        Assert.Equal(["duplicate-payment"], Bakery(10, pending: false, "R-2").Told());
    }

    [Fact]
    public void Its_booking_is_told_if_the_reservation_was_not()
    {
        var unregistered = new Given(Ada with { Phones = [] });
        unregistered.Posted(TransactionKind.CardPayment, 10, e => e with { Pending = true, Reference = "R-1" });
        unregistered.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Ada });
        Assert.Equal(["card-payment"], unregistered.Posted(TransactionKind.CardPayment, 10, e => e with { Reference = "R-1" }).Told());
    }

    [Fact]
    public void A_bank_may_have_the_booking_told_again()
    {
        var given = new Given(rules: PresetsWith("card-payment", rule => rule with { TellBookingAgain = true }));
        given.Posted(TransactionKind.CardPayment, 10, e => e with { Pending = true, Reference = "R-1" });
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 10, e => e with { Reference = "R-1" }).Told());
    }

    [Fact]
    public void The_same_payment_twice_within_a_day_is_told_as_such()
    {
        Bakery(10, reference: "R-1");
        _given.Now += TimeSpan.FromHours(24);
        var second = Bakery(10, reference: "R-2");
        Assert.Equal(["duplicate-payment"], second.Told());
        Assert.Equal(["card-payment:shadowed"], second.NotTold());
    }

    [Fact]
    public void After_a_day_it_is_no_duplicate()
    {
        Bakery(10, reference: "R-1");
        _given.Now += TimeSpan.FromHours(24) + TimeSpan.FromMinutes(2);
        Assert.Equal(["card-payment"], Bakery(10, reference: "R-2").Told());
    }

    [Fact]
    public void Another_amount_or_merchant_is_no_duplicate()
    {
        Bakery(10);
        Assert.Equal(["card-payment"], Bakery(10.01m).Told());
        Assert.Equal(["card-payment"], Bakery(10, merchant: "Mill Cafe").Told());
    }

    [Fact]
    public void Without_merchant_and_counterparty_nothing_is_a_duplicate()
    {
        _given.Posted(TransactionKind.TransferOut, 10);
        Assert.Equal(["transfer-out"], _given.Posted(TransactionKind.TransferOut, 10).Told());
    }
}

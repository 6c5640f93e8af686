using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class Preset_alerts
{
    readonly Given _given = new();

    static void Only(string alert, Decision decision) => Assert.Equal([alert], decision.Told());

    [Fact] public void There_are_27() => Assert.Equal(27, PresetAlerts.Rules.Count);

    [Fact] public void A_deposit_is_told() => Only("deposit", _given.Posted(TransactionKind.Deposit, 10));
    [Fact] public void Cash_paid_in_is_a_deposit() => Only("deposit", _given.Posted(TransactionKind.Cash, 10, e => e with { Credit = true }));
    [Fact] public void Cash_taken_out_is_a_withdrawal() => Only("withdrawal", _given.Posted(TransactionKind.Cash, 10));
    [Fact] public void A_withdrawal_is_told() => Only("withdrawal", _given.Posted(TransactionKind.Withdrawal, 10));
    [Fact] public void A_transfer_in_is_told() => Only("transfer-in", _given.Posted(TransactionKind.TransferIn, 10));
    [Fact] public void A_transfer_out_is_told() => Only("transfer-out", _given.Posted(TransactionKind.TransferOut, 10));
    [Fact] public void A_fee_is_told() => Only("fee", _given.Posted(TransactionKind.Fee, 10));
    [Fact] public void A_refund_is_told() => Only("refund", _given.Posted(TransactionKind.Refund, 10));
    [Fact] public void A_reversal_is_told() => Only("reversal", _given.Posted(TransactionKind.Reversal, 10, e => e with { Credit = true }));
    [Fact] public void A_card_payment_at_home_is_told() => Only("card-payment", _given.Posted(TransactionKind.CardPayment, 10, e => e with { Country = "DE" }));
    [Fact] public void A_card_payment_without_a_country_counts_as_at_home() => Only("card-payment", _given.Posted(TransactionKind.CardPayment, 10));

    [Fact]
    public void Salary_is_told_instead_of_the_deposit_however_large()
    {
        var decision = _given.Posted(TransactionKind.Deposit, 2400, e => e with { Purpose = "SALA" });
        Only("salary", decision);
        Assert.Equal(["deposit:shadowed", "large-transaction:shadowed"], decision.NotTold());
    }

    [Fact]
    public void Abroad_is_told_instead_of_online_and_of_the_general_alert()
    {
        var decision = _given.Posted(TransactionKind.CardPayment, 10, e => e with { Country = "FR", Channel = "online" });
        Only("card-payment-abroad", decision);
        Assert.Equal(["card-payment-online:shadowed", "card-payment:shadowed"], decision.NotTold());
        Assert.Contains(decision.Suppressions, s => s.Reason.Text == "alert card-payment-abroad says it more exactly");
    }

    [Fact] public void A_card_payment_online_is_told_as_such() => Only("card-payment-online", _given.Posted(TransactionKind.CardPayment, 10, e => e with { Channel = "online" }));

    [Theory, InlineData(999.99, "card-payment-abroad"), InlineData(1000, "large-transaction")]
    public void From_the_banks_threshold_on_a_transaction_is_large(decimal amount, string alert) =>
        Only(alert, _given.Posted(TransactionKind.CardPayment, amount, e => e with { Country = "FR" }));

    [Fact]
    public void Where_the_bank_has_no_threshold_for_the_currency_nothing_is_large() =>
        Only("transfer-in", _given.Posted(TransactionKind.TransferIn, 1, e => e with { Amount = new Money(1_000_000, "XAF") }));

    [Fact]
    public void A_declined_authorisation_is_told()
    {
        var decision = _given.Happened(EventTypes.CardAuthorisation, e => e with { Account = "A-1", Status = "declined", Amount = Eur(5000), Balance = Eur(-1) });
        Only("payment-declined", decision);
    }

    [Theory]
    [InlineData(EventTypes.PasswordChanged, "password-changed")]
    [InlineData(EventTypes.DeviceAdded, "device-added")]
    [InlineData(EventTypes.PayeeAdded, "payee-added")]
    public void Security_notices_are_told_and_mandatory(string type, string alert)
    {
        var decision = _given.Happened(type);
        Only(alert, decision);
        Assert.True(decision.Drafts[0].Rule.Mandatory);
        Assert.Equal(MessageClass.Security, decision.Drafts[0].Rule.Class);
    }

    [Fact]
    public void A_login_is_told_from_a_new_device_only()
    {
        Only("login-new-device", _given.Happened(EventTypes.Login, e => e with { NewDevice = true }));
        Assert.Empty(_given.Happened(EventTypes.Login).Told());
    }

    [Theory, InlineData("blocked", "card-blocked"), InlineData("unblocked", "card-unblocked")]
    public void A_blocked_and_an_unblocked_card_are_told(string status, string alert) =>
        Only(alert, _given.Happened(EventTypes.CardStatusChanged, e => e with { Status = status }));

    [Fact] public void An_issued_card_is_not_told() => Assert.Empty(_given.Happened(EventTypes.CardStatusChanged, e => e with { Status = "issued" }).Told());

    [Fact]
    public void A_begun_payment_is_told_to_those_who_asked_for_it()
    {
        Assert.Empty(_given.Happened(EventTypes.PaymentInitiated, e => e with { Amount = Eur(1) }).Told());
        var asking = new Given(Ada with { Preferences = [new("payment-initiated", null, true, null)] });
        Only("payment-initiated", asking.Happened(EventTypes.PaymentInitiated, e => e with { Amount = Eur(1) }));
    }

    [Fact]
    public void A_type_that_no_alert_is_bound_to_yields_nothing()
    {
        var decision = _given.Happened("bank.own");
        Assert.Empty(decision.Told());
        Assert.Empty(decision.NotTold());
    }

    [Fact]
    public void Every_message_says_why()
    {
        var decision = _given.Posted(TransactionKind.TransferOut, 1500);
        Assert.Equal(["alert large-transaction: Large transaction", "amount 1500 EUR is at or over 1000 EUR, the bank's default"], decision.Drafts[0].Reasons.Select(r => r.Text));
        Assert.Equal(Eur(1000), decision.Drafts[0].Threshold);
    }
}

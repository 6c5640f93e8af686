using System.Text;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public sealed class When_events_begin_verifications
{
    const string Code = "482913", LongCode = "48291305";

    static readonly PurposeList Purposes = PurposeListReader.Read(Encoding.UTF8.GetBytes("""
        {"purposes":[
          {"id":"login","template":"verify-login","begunBy":[{"on":"security.login","when":[{"field":"newDevice","op":"is","value":true}]}]},
          {"id":"contact-change","template":"verify-contact-change","anyNumber":true,"begunBy":[{"on":"security.contact.changed","when":[{"field":"contact","op":"is","value":"phone"}]}]},
          {"id":"new-address","template":"verify-login","begunBy":[{"on":"security.contact.changed"}]},
          {"id":"payment","template":"verify-payment","length":8,"binds":"payment","begunBy":[
            {"on":"payment.initiated","when":[{"field":"currency","op":"is","value":"EUR"},{"field":"amount","op":"above","value":1000}]},
            {"on":"payment.initiated","when":[{"field":"currency","op":"is","value":"GBP"},{"field":"amount","op":"above","value":800}]}]}],
         "limits":{"customer":{"most":2,"within":"PT15M"}}}
        """), [])!;

    static CodedCustomer Customer() => new(purposes: Purposes);

    static BankEvent Login => new() { Source = "/bank", Id = "E-1", Type = EventTypes.Login, Time = Given.Noon, Customer = "C-1", NewDevice = true, Device = "Pixel 9" };

    static BankEvent Paid(decimal amount, string currency = "EUR", string? payee = "Mill Cafe") =>
        new() { Source = "/bank", Id = "E-2", Type = EventTypes.PaymentInitiated, Time = Given.Noon, Customer = "C-1", Amount = new(amount, currency), Counterparty = payee };

    /// <summary>As it stands before a partition, with what was drawn for it.</summary>
    static BankEvent Drawn(CodedCustomer customer, BankEvent happened, ulong key = 7, string code = Code)
    {
        if (customer.Book.Begins.For(happened) is not { } purpose)
            return happened;
        var payment = purpose.Binds == PurposeBinding.Payment ? VerificationBegin.PaymentOf(happened) : null;
        return happened with { Begins = new() { Act = VerificationAct.Start, Key = key, Purpose = purpose.Id, At = customer.Now, Payment = payment, Code = code, Hash = CodedCustomer.Hash(key, purpose.Id, null, payment, code) } };
    }

    static string? NotBegun(Decision decision) => decision.Verification is null ? decision.Suppressions.SingleOrDefault(static not => not.Class == MessageClass.OneTimeCode)?.Reason.Code : "begun";

    [Fact]
    public void A_code_goes_out_beside_the_alert_and_approves_once()
    {
        var customer = Customer();
        var decision = customer.Decide(Drawn(customer, Login));
        Assert.Equal((VerificationOutcome.Done, "login"), (decision.Verification!.Outcome, decision.Verification.Now!.Purpose));
        Assert.Equal(["verification-login", "login-new-device"], decision.Messages.Select(static text => text.Alert));
        Assert.Contains(Code, decision.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, decision.Messages[1].Text, StringComparison.Ordinal);
        Assert.Equal((VerificationOutcome.Done, VerificationOutcome.Over), (customer.Check(Code, key: 7).Outcome, customer.Check(Code, key: 7).Outcome));
    }

    [Fact]
    public void Presets_begin_none() => Assert.True(new CodedCustomer().Book.Begins.IsEmpty);

    [Fact]
    public void Only_what_its_conditions_say_begins_one()
    {
        var begins = Customer().Book.Begins;
        Assert.Equal(
            ["login", null, "payment", null, "payment", null, null, "contact-change", "new-address", null],
            ((BankEvent[])[
                Login, Login with { NewDevice = false }, Paid(1000.01m), Paid(1000), Paid(800.01m, "GBP"), Paid(800, "GBP"), Paid(1_000_000, "USD"),
                Login with { Type = EventTypes.ContactChanged, Contact = "phone" }, Login with { Type = EventTypes.ContactChanged, Contact = "email" }, Login with { Type = EventTypes.DeviceAdded },
            ]).Select(happened => begins.For(happened)?.Id));
    }

    [Fact]
    public void A_payment_is_bound_as_the_event_says_it()
    {
        var customer = Customer();
        var decision = customer.Decide(Drawn(customer, Paid(1200), code: LongCode));
        Assert.Contains("1,200.00 to Mill Cafe", decision.Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check(LongCode, 7, "payment", payment: Payment.Of([new(new(1201, "EUR"), "Mill Cafe", null)], false)).Outcome);
        Assert.Equal(VerificationStatus.Changed, customer.Status(7));
        customer.Decide(Drawn(customer, Paid(1200), 8, LongCode));
        Assert.Equal(VerificationOutcome.Done, customer.Check(LongCode, 8, "payment", payment: Payment.Of([new(new(1200.00m, "EUR"), "Mill Cafe", null)], false)).Outcome);
    }

    [Fact]
    public void What_begins_none_says_why_and_its_alerts_go()
    {
        static (string? Why, bool Told) Of(Func<BankEvent, BankEvent> change, BankEvent? happened = null, Func<CodedCustomer>? whose = null)
        {
            var customer = (whose ?? Customer)();
            var decision = customer.Decide(change(Drawn(customer, happened ?? Login)));
            Assert.DoesNotContain(decision.Messages, static text => text.Class == MessageClass.OneTimeCode);
            Assert.Empty(customer.State.Verifications.ToArray());
            return (NotBegun(decision), decision.Messages.Count > 0);
        }

        Assert.Equal(("verification-needs-live-key", true), Of(static login => login with { Reach = Reach.Test }));
        Assert.Equal(("verification-needs-live-key", true), Of(static login => login with { Reach = Reach.Team }));
        Assert.Equal(("not-to-be-told", true), Of(static login => login with { Untold = true }));
        Assert.Equal(("verification-too-late", true), Of(static login => login with { Time = Given.Noon.AddMinutes(-6) }));
        Assert.Equal(("verification-not-one", true), Of(static login => login with { Begins = null }));
        Assert.Equal(("verification-not-one", true), Of(static login => login with { Begins = login.Begins! with { Purpose = "payment" } }));
        Assert.Equal(("verification-no-payment", false), Of(static payment => payment, Paid(1200, payee: null)));
        Assert.Equal(("verification-number-changed", true), Of(static changed => changed with { NewPhone = Given.Ada.Phones[0] }, Login with { Type = EventTypes.ContactChanged, Contact = "email" }));
        Assert.Equal(("no-phone", false), Of(static login => login, whose: static () =>
        {
            var customer = Customer();
            customer.Decide(Login with { Type = EventTypes.CustomerUpdated, Profile = Given.Ada with { Phones = [] } });
            return customer;
        }));
    }

    [Fact]
    public void Beyond_a_limit_nothing_begins_and_what_is_under_way_goes_on()
    {
        var customer = Customer();
        // Calls and events are counted together.
        customer.Start(key: 1, purpose: "contact-change");
        customer.Decide(Drawn(customer, Login, 7));
        var third = customer.Decide(Drawn(customer, Login, 8));
        Assert.Equal(("verification-limited", "login-new-device"), (NotBegun(third), Assert.Single(third.Messages).Alert));
        Assert.Equal(VerificationOutcome.Done, customer.Check(Code, 7).Outcome);
    }

    [Fact]
    public void A_changed_number_is_asked_itself_where_the_purpose_says_so()
    {
        var customer = Customer();
        Msisdn fresh = new("447700900199");
        var decision = customer.Decide(Drawn(customer, Login with { Type = EventTypes.ContactChanged, Contact = "phone", NewPhone = fresh }));
        Assert.Equal((fresh, "verification-contact-change"), (decision.Messages[0].To, decision.Messages[0].Alert));
    }

    [Fact]
    public void Who_asks_what_would_become_of_an_event_begins_nothing()
    {
        var customer = Customer();
        var explained = Decider.Decide(customer.Book, customer.State, null, Login, 99, customer.Now, new());
        Assert.Null(explained.Verification);
        Assert.Equal("login-new-device", Assert.Single(explained.Messages).Alert);
        Assert.DoesNotContain(explained.Suppressions, static not => not.Class == MessageClass.OneTimeCode);
    }

    [Theory]
    [InlineData("""[{"on":"customer.updated"}]""", "purposes[0].begunBy[0].on"), InlineData("""[{"on":"tidings.balance.due"}]""", "purposes[0].begunBy[0].on"), InlineData("""[{"when":[]}]""", "purposes[0].begunBy[0].on")]
    [InlineData("""[{"on":"security.login","when":[{"field":"nothing","op":"present"}]}]""", "purposes[0].begunBy[0].when[0].field"), InlineData("""[{"on":"security.login","if":[]}]""", "purposes[0].begunBy[0].if")]
    public void What_cannot_begin_one_is_named(string begunBy, string field)
    {
        var errors = new List<FieldError>();
        Assert.Null(PurposeListReader.Read(Encoding.UTF8.GetBytes($$"""{"purposes":[{"id":"own","template":"verify-login","begunBy":{{begunBy}}}]}"""), errors));
        Assert.Equal(field, errors[0].Field);
    }

    [Fact]
    public void Where_a_policy_bars_codes_by_text_the_reason_is_recorded_and_an_app_takes_their_place()
    {
        var begun = AppCustomer.Purposes with { Purposes = [.. AppCustomer.Purposes.Purposes.Select(static purpose => purpose.Id == "login" ? purpose with { BegunBy = Purposes.Purposes[0].BegunBy } : purpose)] };
        var ban = Decide.Policies.PolicyBank.Rule("BAN-1", "deny", """ "classes":["one-time-code"] """, jurisdiction: "*");
        foreach (var enrolled in (bool[])[false, true])
        {
            var customer = AppCustomer.Start(enrolled, policies: ban);
            customer.Book = AppCustomer.Book(begun, ban);
            var decision = customer.Decide(Drawn(customer, Login));
            Assert.Equal(["login-new-device"], decision.Messages.Select(static text => text.Alert));
            Assert.Equal(enrolled ? "begun" : "policy-deny", NotBegun(decision));
            Assert.Equal(enrolled ? VerificationMeans.Totp : null, decision.Verification?.Now?.Means);
        }
    }

    [Fact]
    public void Who_has_an_app_and_no_number_is_asked_for_the_apps_code()
    {
        var begun = AppCustomer.Purposes with { Purposes = [.. AppCustomer.Purposes.Purposes.Select(static purpose => purpose.Id == "desk" ? purpose with { BegunBy = Purposes.Purposes[0].BegunBy } : purpose)] };
        foreach (var enrolled in (bool[])[false, true])
        {
            var customer = AppCustomer.Start(enrolled);
            customer.Book = AppCustomer.Book(begun);
            customer.Decide(Login with { Type = EventTypes.CustomerUpdated, Profile = Given.Ada with { Phones = [] } });
            Assert.Equal(enrolled ? "begun" : "no-phone", NotBegun(customer.Decide(Drawn(customer, Login))));
        }
    }
}

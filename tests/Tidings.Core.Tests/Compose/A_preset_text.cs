using Tidings.Core.Compose.Templates;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies.Keywords;

namespace Tidings.Core.Tests.Compose;

public sealed class A_preset_text
{
    static readonly string[] Languages = ["en", "es", "tr", "hi", "ar"];

    /// <summary>Answers are written in every language that is understood.</summary>
    static string[] LanguagesOf(string id) => id.StartsWith("reply-", StringComparison.Ordinal) ? [.. PresetKeywords.List.Languages.Keys] : Languages;

    public static TheoryData<string> Ids => [.. PresetTemplates.All.Select(template => template.Id)];

    [Fact]
    public void Exists_for_every_alert_answer_question_and_purpose_out_of_the_box() => Assert.Equal(
        [
            "balance-scheduled", "card-blocked", "card-payment", "card-payment-abroad", "card-payment-online", "card-unblocked",
            "contact-changed", "deposit", "device-added", "duplicate-payment", "fee", "fraud-ask", "fraud-ask-again", "fraud-no", "fraud-not-you", "fraud-reminder", "fraud-which", "fraud-yes", "large-transaction", "login-new-device",
            "low-balance", "overdraft", "overdraft-warning", "password-changed", "payee-added", "payment-declined",
            "payment-initiated", "refund", "reply-help", "reply-info", "reply-start", "reply-stop", "reply-unclear", "reply-unknown", "reversal", "salary", "small-debits", "transfer-in", "transfer-out",
            "verify-call", "verify-call-payment", "verify-contact-change", "verify-login", "verify-payment", "withdrawal",
        ],
        PresetTemplates.All.Select(template => template.Id));

    [Theory, MemberData(nameof(Ids))]
    public void Is_written_in_its_languages_and_passes_every_check(string id)
    {
        var template = PresetTemplates.All.Single(preset => preset.Id == id);
        Assert.Equal(LanguagesOf(id).Order(), template.Bodies.Keys.Order());
        Assert.Empty(TemplateCheck.Check(template, new TemplateRules { Bank = Drafts.Bank, RequiredLanguages = Languages }));
        Assert.Empty(TemplateCheck.Check(template, new TemplateRules { Bank = Drafts.Bank with { Hotline = null }, RequiredLanguages = Languages }));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Leaves_no_gap_whatever_is_missing(string id)
    {
        var template = PresetTemplates.All.Single(preset => preset.Id == id);
        foreach (var language in LanguagesOf(id))
            foreach (var sample in Enum.GetValues<PreviewSample>())
            {
                var text = TemplatePreview.Render(template, language, Drafts.Bank, sample).Text;
                Assert.NotNull(text);
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                Assert.DoesNotContain(" .", text, StringComparison.Ordinal);
                Assert.DoesNotContain(" ,", text, StringComparison.Ordinal);
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
                Assert.Contains("Northwind Bank: ", text, StringComparison.Ordinal);
            }
    }

    [Theory]
    [InlineData("en", "Northwind Bank: Card **4242: £12.30 paid at SUN BOOKS LEEDS. Balance £1,234.56.")]
    [InlineData("en-US", "Northwind Bank: Card **4242: £12.30 paid at SUN BOOKS LEEDS. Balance £1,234.56.")]
    [InlineData("es", "Northwind Bank: Tarjeta **4242: pago de 12,30 GBP en SUN BOOKS LEEDS. Saldo: 1.234,56 GBP.")]
    [InlineData("tr-CY", "Northwind Bank: **4242 kartınızla 12,30 GBP harcandı: SUN BOOKS LEEDS. Bakiye: 1.234,56 GBP.")]
    [InlineData("hi", "Northwind Bank: आपके कार्ड **4242 से SUN BOOKS LEEDS पर £12.30 का भुगतान हुआ। शेष: £1,234.56।")]
    [InlineData("ar-EG", "\u200fNorthwind Bank: بطاقتك \u200e**4242: دفع 12.30 GBP لدى SUN BOOKS LEEDS. الرصيد: 1,234.56 GBP.")]
    public void Says_a_card_payment(string language, string text) => Assert.Equal(text, Drafts.Of("card-payment", language).Text());

    [Fact]
    public void Says_that_a_payment_is_pending_and_leaves_out_what_is_not_known() => Assert.Equal(
        "Northwind Bank: Card: £12.30 paid (pending).",
        (Drafts.Of("card-payment").With(happened => happened with { Merchant = null, CardLast4 = null, Pending = true }) with { Balance = null }).Text());

    [Theory]
    [InlineData("primary", "phone", "Northwind Bank: Your phone number changed, 27 Nov 14:05. Not you? Call +44 20 7946 0000.")]
    [InlineData("old", "phone", "Northwind Bank: Your phone number changed, 27 Nov 14:05. Not you? Call +44 20 7946 0000.")]
    [InlineData("new", "phone", "Northwind Bank: This number is now registered with us, 27 Nov 14:05. Not you? Call +44 20 7946 0000.")]
    [InlineData("primary", "email", "Northwind Bank: Your email address changed, 27 Nov 14:05. Not you? Call +44 20 7946 0000.")]
    [InlineData("primary", "address", "Northwind Bank: Your postal address changed, 27 Nov 14:05. Not you? Call +44 20 7946 0000.")]
    public void Tells_the_old_number_what_changed_and_the_new_that_it_is_registered(string recipient, string contact, string text) => Assert.Equal(
        text,
        (Drafts.Of("contact-changed", of: MessageClass.Security).With(happened => happened with { Contact = contact }) with { Recipient = recipient }).Text());

    [Theory]
    [InlineData(true, "Northwind Bank: A transaction was reversed: £12.30 returned to account **1234 (SUN BOOKS LEEDS). Balance £1,234.56.")]
    [InlineData(false, "Northwind Bank: A transaction was reversed: £12.30 taken back from account **1234 (SUN BOOKS LEEDS). Balance £1,234.56.")]
    public void Tells_which_way_a_reversal_turned_the_money(bool credit, string text) =>
        Assert.Equal(text, Drafts.Of("reversal").With(happened => happened with { Credit = credit }).Text());

    [Fact]
    public void Names_the_account_as_the_customer_does() => Assert.Equal(
        "Northwind Bank: Balance of account Household: £1,234.56 (27 Nov 23:30).",
        (Drafts.Of("balance-scheduled", of: MessageClass.Balance) with
        {
            Account = Drafts.Of("deposit").Account! with { Nickname = "Household" },
            BalanceTime = new DateTimeOffset(2026, 11, 28, 0, 30, 0, TimeSpan.FromHours(1)),
        }).Text());

    [Fact]
    public void Gives_the_time_where_the_customer_lives() => Assert.Equal(
        "Northwind Bank: New payee added: Rose Miller, 28 Nov 00:05. Not you? Call +44 20 7946 0000.",
        (Drafts.Of("payee-added", of: MessageClass.Security)
            .With(happened => happened with { Counterparty = "Rose Miller", Time = new DateTimeOffset(2026, 11, 27, 14, 5, 0, TimeSpan.Zero) }) with { TimeZone = "Asia/Vladivostok" }).Text());

    [Fact]
    public void Records_who_wrote_it_for_whom_and_why()
    {
        var draft = Drafts.Of("card-payment", "tr-CY");
        var message = draft.Compose();
        Assert.Equal("card-payment/tr/1", message.Template);
        Assert.Equal(("card-payment", MessageClass.Transaction, draft.To, draft.Bank.Sender, draft.ValidUntil, "A-1"), (message.Alert, message.Class, message.To, message.From, message.ValidUntil, message.Account));
        Assert.Same(draft.Reasons, message.Reasons);
    }

    [Fact]
    public void Is_not_sent_without_what_it_is_about()
    {
        var suppression = Drafts.Of("card-payment").With(happened => happened with { Amount = null }).Refused();
        Assert.Equal("missing-value", suppression.Reason.Code);
        Assert.Contains("amount", suppression.Reason.Text, StringComparison.Ordinal);
        Assert.Equal("card-payment", suppression.Alert);
    }
}

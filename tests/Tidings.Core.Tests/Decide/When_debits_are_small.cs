using System.Globalization;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

/// <summary>Ada in Berlin wants what is below 20 euros told together at 18:00, and it is 13:00.</summary>
public sealed class When_debits_are_small
{
    static readonly CustomerProfile Asking = Ada with { Preferences = [new("small-debits", null, true, 20)] };
    static readonly DateTimeOffset Evening = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    static Decision Due(Given given, DateTimeOffset now)
    {
        given.Now = now;
        return given.Decide(Assert.Single(Schedules.DueEvents(given.State, now)));
    }

    [Fact]
    public void Those_below_the_threshold_wait_for_the_hour_and_the_one_at_it_is_told_at_once()
    {
        var given = new Given(Asking);
        var small = given.Posted(TransactionKind.CardPayment, 19.99m);
        Assert.Empty(small.Told());
        Assert.Equal(["card-payment:gathered"], small.NotTold());
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 20).Told());
        given.Posted(TransactionKind.Fee, 1.50m);
        Assert.Equal(Evening, given.State.NextDue);
        Assert.Empty(Schedules.DueEvents(given.State, Evening.AddSeconds(-1)));
        var draft = Assert.Single(Due(given, Evening).Drafts);
        Assert.Equal(("small-debits", new DebitTotal("EUR", 2, 21.49m, 19.99m)), (draft.Rule.Id, Assert.Single(draft.Digest!)));
        Assert.Null(given.State.NextDue);
        // The next one waits for the next evening.
        given.Posted(TransactionKind.CardPayment, 1);
        Assert.Equal(Evening.AddDays(1), given.State.NextDue);
    }

    [Fact]
    public void Currencies_are_never_summed_and_the_text_names_each()
    {
        var given = new Given(Asking with { Preferences = [new("small-debits", null, true, null)] });
        given.Posted(TransactionKind.CardPayment, 3);
        given.Posted(TransactionKind.CardPayment, 4.50m);
        given.Posted(TransactionKind.CardPayment, 2, happened => happened with { Amount = new(2, "GBP") });
        given.Book = Real();
        Assert.Equal("Example Bank: Small payments: 3, together €7.50, £2.00. Largest: €4.50, £2.00.", Assert.Single(Due(given, Evening).Messages).Text.Replace('\u00a0', ' '));
    }

    static Rulebook Real()
    {
        var errors = new List<FieldError>();
        var book = Rulebook.Create(Bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, errors);
        Assert.Empty(errors);
        return book!;
    }

    [Theory, InlineData("en"), InlineData("es"), InlineData("tr"), InlineData("hi"), InlineData("ar")]
    public void There_is_a_text_in_every_language(string language)
    {
        var given = new Given(Asking with { Language = language }) { Book = Real() };
        given.Posted(TransactionKind.CardPayment, 3);
        var message = Assert.Single(Due(given, Evening).Messages);
        Assert.Equal($"small-debits/{language}/1", message.Template);
        Assert.Contains("3", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_has_not_asked_hears_each_at_once()
    {
        Assert.Equal(["card-payment"], new Given().Posted(TransactionKind.CardPayment, 1).Told());
        Assert.Equal(["card-payment"], new Given(Ada with { Preferences = [new("small-debits", null, null, 20)] }).Posted(TransactionKind.CardPayment, 1).Told());
        Assert.Equal(["card-payment"], new Given(Ada with { Preferences = [new("small-debits", "A-1", false, null), new("small-debits", null, true, 20)] }).Posted(TransactionKind.CardPayment, 1).Told());
    }

    [Fact]
    public void The_bank_may_switch_it_on_for_all_with_its_own_threshold()
    {
        var given = new Given(rules: PresetsWith("small-debits", static rule => rule with { OnByDefault = true }));
        Assert.Equal(["card-payment:gathered"], given.Posted(TransactionKind.CardPayment, 9.99m).NotTold());
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 10).Told());
        // No threshold for it.
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 1, happened => happened with { Amount = new(1, "SEK") }).Told());
    }

    [Fact]
    public void What_warns_is_told_at_once_however_small()
    {
        var given = new Given(Asking);
        given.Posted(TransactionKind.CardPayment, 5, happened => happened with { Merchant = "Corner Bakery" });
        Assert.Equal(["duplicate-payment"], given.Posted(TransactionKind.CardPayment, 5, happened => happened with { Merchant = "Corner Bakery" }).Told());
        Assert.Equal(["card-payment-abroad"], given.Posted(TransactionKind.CardPayment, 6, happened => happened with { Country = "FR" }).Told());
        Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 1).Told());
        Assert.Equal(["payee-added"], given.Happened(EventTypes.PayeeAdded).Told());
    }

    [Fact]
    public void A_balance_that_crosses_its_threshold_by_a_small_debit_is_told_at_once()
    {
        var given = new Given(Asking);
        Assert.Equal(["overdraft"], given.Posted(TransactionKind.CardPayment, 5, happened => happened with { Balance = Eur(-1) }).Told());
    }

    [Fact]
    public void The_booking_of_what_was_gathered_is_not_gathered_again()
    {
        var given = new Given(Asking);
        given.Posted(TransactionKind.CardPayment, 5, happened => happened with { Reference = "R-1", Pending = true });
        Assert.Equal(["card-payment:already-told"], given.Posted(TransactionKind.CardPayment, 5, happened => happened with { Reference = "R-1" }).NotTold());
        // With another amount it is news, and told at once.
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 6, happened => happened with { Reference = "R-1", Pending = true }).Told());
        Assert.Equal(1, given.State.Gathered!.Count);
    }

    [Fact]
    public void His_own_hour_and_zone_count()
    {
        var schedule = new BalanceSchedule(ScheduleEvery.Day, 1, new(20, 30));
        var given = new Given(Ada with { TimeZone = "America/New_York", Preferences = [new("small-debits", null, true, 20, schedule)] });
        given.Posted(TransactionKind.CardPayment, 5);
        Assert.Equal(DateTimeOffset.Parse("2026-11-24T01:30:00Z", CultureInfo.InvariantCulture), given.State.NextDue);
    }

    [Fact]
    public void However_late_it_is_they_are_told_with_the_reason()
    {
        var given = new Given(Asking);
        given.Posted(TransactionKind.CardPayment, 5);
        var due = Due(given, Evening.AddDays(3));
        Assert.Contains(Assert.Single(due.Drafts).Reasons, reason => reason.Code == "late");
    }

    [Fact]
    public void A_snapshot_and_a_replay_keep_them()
    {
        var given = new Given(Asking);
        for (var i = 0; i < 3; i++)
            given.Posted(TransactionKind.CardPayment, 5 + i);
        var replayed = new CustomerState { Id = "C-1" };
        given.Deltas.ForEach(replayed.Apply);
        foreach (var state in new[] { replayed, CustomerState.Restore(given.State.Snapshot()) })
            Assert.Equal((Evening, 3, new DebitTotal("EUR", 3, 18, 7)), (state.NextDue!.Value, state.Gathered!.Count, state.Gathered.Totals[0]));
    }

    [Fact]
    public void Beyond_its_bounds_a_debit_is_told_by_itself()
    {
        var given = new Given(Asking, rules: PresetsWith("small-debits", static rule => rule with { Threshold = rule.Threshold! with { Otherwise = 10 } }));
        string[] currencies = ["EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN"];
        foreach (var currency in currencies)
            given.Posted(TransactionKind.CardPayment, 1, happened => happened with { Amount = new(1, currency) });
        Assert.Equal(GatheredDebits.MostCurrencies, given.State.Gathered!.Totals.Length);
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 1, happened => happened with { Amount = new(1, "CZK") }).Told());
        for (var i = currencies.Length; i < GatheredDebits.MostDebits; i++)
            given.Posted(TransactionKind.CardPayment, 1 + (i / 100m), happened => happened with { Amount = new(1 + (i / 1000m), "EUR") });
        Assert.Equal(GatheredDebits.MostDebits, given.State.Gathered.Count);
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 1.77m).Told());
    }

    [Fact]
    public void Who_was_closed_is_told_nothing_more()
    {
        var given = new Given(Asking);
        given.Posted(TransactionKind.CardPayment, 5);
        given.Happened(EventTypes.CustomerClosed);
        Assert.Null(given.State.NextDue);
        Assert.Null(given.State.Gathered);
    }

    [Fact]
    public void A_digest_needs_its_threshold_and_its_schedule()
    {
        var errors = new List<FieldError>();
        Assert.Null(AlertRuleReader.Read("""{"id":"d","title":"D","class":"transaction","template":"d","triggers":[{"on":"tidings.digest.due"}],"validity":"PT1H"}"""u8.ToArray(), errors));
        Assert.Equal(["schedule", "threshold"], errors.Select(error => error.Field));
    }
}

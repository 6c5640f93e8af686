using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Fraud.Backtests;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Tests.Histories;
using Tidings.Fraud.Tests.Training;

namespace Tidings.Fraud.Tests.Backtests;

public sealed class When_rules_are_tried_on_a_history
{
    static readonly uint From = HandbookFile.Start + (40 * Seconds.Day);
    static readonly BacktestOptions Options = new() { From = From, Answer = 0.5, Price = 0.05 };

    internal static FraudBook Book(double askAt, params FraudRule[] rules)
    {
        var errors = new List<FieldError>();
        var book = FraudBook.Create(new() { Mode = FraudMode.Live, AskAt = askAt, DeclineAt = Math.Max(askAt, 120), Rules = rules }, null, errors);
        Assert.Empty(errors);
        return book!;
    }

    [Fact]
    public async Task The_figures_are_those_of_a_plain_count()
    {
        var history = await PastBank.Of(Learned.Payments);
        var (book, plain) = (Book(40), new PlainCount(history, Book(40), From));
        var result = new Backtest(history, book, null, Options).Run(TestContext.Current.CancellationToken);
        var (outcome, caught) = (result.Outcome, plain.Caught.ToArray());
        Assert.True(caught.Length > 50 && plain.Alerts.Count() > caught.Length, "Too little was found to be counted.");
        Assert.Equal((plain.All.Count, plain.All.Count(static one => one.One.Fraud)), (result.Payments, result.Frauds));
        Assert.Equal((history.Count - plain.All.Count, 0), (result.Before, result.NotScored));
        Assert.Equal((plain.Alerts.Count(), caught.Length), (outcome.Alerts, outcome.Caught));
        Assert.Equal(plain.All.Count(static one => one.Judged.Advice == FraudAdvice.Decline), outcome.Declined);
        Assert.Equal(caught.Sum(static one => one.Payment.Amount), outcome.CaughtMoney, 6);
        Assert.Equal(caught.Sum(static one => one.Payment.Amount) / 2, outcome.SavedHeld, 6);
        Assert.Equal(plain.After() / 2, outcome.SavedBooked, 6);
        Assert.True(outcome.SavedBooked > 0);
        var asked = plain.Alerts.Select(static one => one.Customer).ToHashSet();
        Assert.Equal((asked.Count, asked.Count(customer => !Array.Exists(caught, one => one.Customer == customer))), (outcome.Asked, outcome.AskedForNothing));
        Assert.Equal(plain.Questions(), outcome.Questions);
        Assert.True(outcome.Questions < outcome.Alerts);
        // A question each, and a reminder for the half that does not answer.
        Assert.Equal(outcome.Questions * 1.5, outcome.Texts, 9);
        Assert.Equal(outcome.Questions * 1.5 * 0.05, outcome.TextsCost, 9);
        Assert.Equal((outcome.Alerts, outcome.Caught, outcome.Frauds - outcome.Caught), (result.ByDay.Sum(static day => day.Alerts), result.ByDay.Sum(static day => day.Caught), result.ByDay.Sum(static day => day.Missed)));
        Assert.Equal(result.FraudMoney, result.ByDay.Sum(static day => day.CaughtMoney + day.MissedMoney), 6);
        Assert.Equal(new DateOnly(2018, 5, 11), result.ByDay[0].Day);
        Assert.Equal(30, result.Days);
    }

    [Fact]
    public async Task What_changes_against_what_is_live_is_told_apart()
    {
        var history = await PastBank.Of(Learned.Payments);
        var (strict, loose) = (new PlainCount(history, Book(60), From), new PlainCount(history, Book(40), From));
        var result = new Backtest(history, Book(40), Book(60), Options).Run(TestContext.Current.CancellationToken);
        Assert.Equal((strict.Alerts.Count(), strict.Caught.Count()), (result.Live!.Alerts, result.Live.Caught));
        var gained = loose.Alerts.Except(strict.Alerts).ToArray();
        Assert.True(gained.Length > 10);
        Assert.Equal(new(gained.Length, gained.Count(static one => one.Fraud), result.Change!.OnlyNew.Money), result.Change.OnlyNew);
        Assert.Equal(gained.Where(static one => one.Fraud).Sum(static one => one.Payment.Amount), result.Change.OnlyNew.Money, 6);
        Assert.Equal(new ChangedAlerts(0, 0, 0), result.Change.OnlyLive);
        Assert.Equal(strict.Alerts.Count(), result.Change.Both);
        var back = new Backtest(history, Book(60), Book(40), Options).Run(TestContext.Current.CancellationToken);
        Assert.Equal((result.Change.OnlyNew, result.Change.OnlyLive), (back.Change!.OnlyLive, back.Change.OnlyNew));
    }

    [Fact]
    public async Task Each_rule_is_counted_by_itself_and_one_in_shadow_adds_nothing_until_that_is_wanted()
    {
        var history = await PastBank.Of(Learned.Payments);
        var book = Book(
            1_000,
            new() { Id = "high", Points = 1_000, Mode = FraudMode.Live, When = [new("amount", FraudOperator.AtLeast) { Number = 150 }] },
            new() { Id = "abroad", Points = 1_000, When = [new("country", FraudOperator.OneOf) { Texts = ["LV"] }] },
            new() { Id = "off", Points = 1, Mode = FraudMode.Off, When = [new("amount", FraudOperator.AtLeast) { Number = 1 }] });
        var (high, abroad) = (history.Where(static one => one.At >= From && one.Amount >= 150).ToArray(), history.Where(static one => one.At >= From && one.Country == "LV").ToArray());
        Assert.True(high.Length > 50 && abroad.Length > 10 && abroad.Except(high).Any());
        var result = new Backtest(history, book, null, Options).Run(TestContext.Current.CancellationToken);
        Assert.Equal(
            [("high", true, high.Length, high.Count(static one => one.Fraud == true), high.Length), ("abroad", false, abroad.Length, abroad.Length, abroad.Intersect(high).Count())],
            result.Rules.Select(static rule => (rule.Id, rule.Counts, rule.Held, rule.Frauds, rule.Alerts)));
        Assert.Equal(high.Length, result.Outcome.Alerts);
        var all = new Backtest(history, book, null, Options with { Shadow = true }).Run(TestContext.Current.CancellationToken);
        Assert.Equal((high.Union(abroad).Count(), true), (all.Outcome.Alerts, all.Rules[1].Counts));
    }

    [Fact]
    public void A_history_of_nothing_has_nothing_to_count()
    {
        var result = new Backtest([], Book(50), Book(50), new()).Run(TestContext.Current.CancellationToken);
        Assert.Equal((0, 0, 0, 0), (result.Payments, result.Days, result.Outcome.Alerts, result.Curve.All.Count));
    }

    [Fact]
    public void Without_a_first_day_a_quarter_of_a_short_history_teaches_what_is_usual()
    {
        var begins = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var result = new Backtest([.. Enumerable.Range(0, 41).Select(day => new PastPayment { Key = (ulong)day + 1, Time = begins.AddDays(day), Customer = "C1", Amount = 1 })], Book(50), null, new()).Run(TestContext.Current.CancellationToken);
        Assert.Equal((31, 10, 31), (result.Payments, result.Before, result.Days));
    }
}

using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Events;
using Tidings.Fraud.Tests.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Tests.Training;

public sealed class When_a_model_is_trained_on_a_banks_own_history
{
    static readonly HistoryTrainingOptions Quick = new() { Trees = Learned.Quick };

    static HistoryTrained.Good Trained(IReadOnlyList<PastPayment> history, HistoryTrainingOptions? options = null) =>
        Assert.IsType<HistoryTrained.Good>(HistoryTraining.Run(history, options ?? Quick));

    static string Refused(IReadOnlyList<PastPayment> history, HistoryTrainingOptions? options = null) =>
        Assert.IsType<HistoryTrained.Refused>(HistoryTraining.Run(history, options ?? Quick)).Why;

    [Fact]
    public async Task It_orders_days_that_it_has_not_seen_and_is_the_same_each_time()
    {
        var history = await PastBank.Of(Learned.Payments);
        var trained = Trained(history);
        Assert.InRange(trained.Figures.AveragePrecision, 0.5, 0.99);
        Assert.InRange(trained.AmongAll, 0.001, 0.1);
        Assert.True(trained.HeldOut.From > trained.Learned.From && trained.HeldOut.Until == trained.Learned.Until);
        // The newest week's frauds are not known yet.
        Assert.Equal(history[^1].At + 1 - Seconds.Week, trained.HeldOut.Until);
        Assert.InRange(trained.HeldOut.Frauds, 10, trained.Learned.Frauds / 2);
        var (file, errors) = (FraudModelFile.Write(trained.Model), new List<FieldError>());
        Assert.NotNull(FraudModelFile.Read(file, errors));
        Assert.Empty(errors);
        Assert.Equal(file, FraudModelFile.Write(Trained(history).Model));
    }

    [Fact]
    public async Task Nothing_of_after_the_last_day_reaches_it()
    {
        // What is known after ten days is not known of all that is learned from.
        var history = await PastBank.Of(Learned.Payments, delay: 10 * Seconds.Day);
        var until = history[0].At + (60 * Seconds.Day);
        var options = Quick with { Until = until };
        var otherwise = history.Select(one => one.At >= until ? one with { Fraud = one.Fraud != true, Amount = 1 } : KnownLate(one) ? one with { Fraud = one.Fraud != true } : one).ToList();
        Assert.Contains(history, one => KnownLate(one) && one.Fraud == true && one.At < until - Seconds.Week);
        var trained = Trained(history, options);
        Assert.Equal(FraudModelFile.Write(trained.Model), FraudModelFile.Write(Trained(otherwise, options).Model));
        Assert.InRange(trained.HeldOut.Until, until - Seconds.Week - Seconds.Hour, until - Seconds.Week);

        bool KnownLate(PastPayment one) => one.At < until && one.LabelledAt!.Value.ToUnixTimeSeconds() > until;
    }

    [Fact]
    public async Task With_too_few_frauds_it_is_refused_and_says_how_many_there_are_and_are_needed()
    {
        var history = await PastBank.Of(Learned.Payments);
        var few = 0;
        var why = Refused([.. history.Select(one => one.Fraud == true && ++few > 20 ? one with { Fraud = false } : one)]);
        Assert.Matches("^There are too few frauds: [0-9]+ among [0-9]+ payments to learn from and 0 among [0-9]+ that are held out; 50 and 10 are needed", why);
    }

    [Fact]
    public void A_history_of_nothing_of_some_days_or_of_frauds_alone_is_refused()
    {
        Assert.Contains("no payments", Refused([]), StringComparison.Ordinal);
        Assert.Contains("10 days long", Refused(Hourly(10, fraud: null)), StringComparison.Ordinal);
        Assert.Contains("0 among", Refused(Hourly(90, fraud: null)), StringComparison.Ordinal);
        Assert.Contains("All payments to learn from are frauds", Refused(Hourly(90, fraud: true)), StringComparison.Ordinal);
    }

    static List<PastPayment> Hourly(int days, bool? fraud)
    {
        var begins = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(0, (days * 24) + 1).Select(i => new PastPayment { Key = (ulong)i + 1, Time = begins.AddHours(i), Customer = "C1", Amount = 1, Fraud = fraud })];
    }
}

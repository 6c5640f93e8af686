using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

public sealed class When_a_banks_history_is_replayed
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All but what goes by prints of 16 bits, of which two may be equal by chance, and places, which a file rounds.</summary>
    static readonly int[] Compared = [.. Enum.GetValues<FraudFeature>().Where(static feature => !feature.ToString().StartsWith("New", StringComparison.Ordinal) && feature != FraudFeature.Speed).Select(static feature => (int)feature)];

    [Fact]
    public async Task What_was_written_and_read_has_the_features_of_what_was_written()
    {
        var payments = GeneratedBank.Payments(new() { Customers = 100, Terminals = 80, Days = 50, Radius = 20, TerminalsADay = 1, CardsADay = 1, Beyond = true }).Where(static one => one.Payment.Minor > 0).ToList();
        var (written, read, features) = (new PaymentReplay(payments), new HistoryReplay(await PastBank.Of(payments), new()), new float[FraudFeatures.Count]);
        var (rows, frauds) = (0, 0);
        foreach (var (_, _, one) in read.Run())
        {
            FeatureVector.Fill(one.Payment, read.Ledger.Customer(one.Customer), read.Ledger.Around(one.Payment), features);
            var expected = written.Step();
            foreach (var feature in Compared)
                Assert.Equal(expected[feature], features[feature]);
            rows++;
            frauds += features[(int)FraudFeature.TerminalFraudsMonth] > 0 ? 1 : 0;
        }
        Assert.Equal((payments.Count, 0), (rows, read.NotScored));
        Assert.True(frauds > 100, "No fraud was known: nothing was compared.");
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public void A_label_is_known_from_its_time_on(int minutes, int known) =>
        Assert.Equal(known, FraudsKnown(new() { Key = 1, Time = Noon, Customer = "C1", Amount = 1, Terminal = "T", Fraud = true, LabelledAt = Noon.AddHours(1) }, Noon.AddMinutes(minutes)));

    [Theory]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    public void A_label_without_a_time_is_known_after_the_delay(int days, int known) =>
        Assert.Equal(known, FraudsKnown(new() { Key = 1, Time = Noon, Customer = "C1", Amount = 1, Terminal = "T", Fraud = true }, Noon.AddDays(days)));

    [Fact]
    public void What_is_no_payment_or_in_a_currency_without_a_worth_is_left_out()
    {
        var replay = new HistoryReplay(
            [
                new() { Key = 1, Time = Noon, Customer = "C1", Amount = 1, Kind = Core.Events.TransactionKind.Deposit },
                new() { Key = 2, Time = Noon, Customer = "C1", Amount = 1, Currency = "USD" },
                new() { Key = 3, Time = Noon, Customer = "C1", Amount = 1, Currency = "GBP" },
            ],
            new() { Rates = new Dictionary<string, double> { ["GBP"] = 1.2 } });
        Assert.Equal([120L], replay.Run().Select(static one => one.One.Payment.Minor));
        Assert.Equal((2, 1), (replay.NotScored, replay.Customers));
    }

    static int FraudsKnown(PastPayment labelled, DateTimeOffset at)
    {
        var replay = new HistoryReplay([labelled, new() { Key = 2, Time = at, Customer = "C2", Amount = 1, Terminal = "T" }], new());
        foreach (var (past, _, one) in replay.Run())
        {
            if (past.Key == 2)
                return replay.Ledger.Around(one.Payment).Terminal!.TotalsAt(one.Payment.At).FraudsMonth;
        }
        return -1;
    }
}

using Tidings.Core.Decide.Fraud.Features;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

public sealed class When_features_are_held_against_the_handbooks
{
    [Theory, InlineData(1), InlineData(2)]
    public void Each_row_of_generated_payments_is_equal(ulong seed) =>
        Equal(GeneratedBank.Payments(new() { Seed = seed, Customers = 300, Terminals = 200, Days = 90, Radius = 15, TerminalsADay = 1, CardsADay = 1 }));

    /// <summary>All payments of a day in one of two seconds: what counts of a second is the order.</summary>
    [Fact]
    public void Each_row_is_equal_also_where_many_are_of_one_second() =>
        Equal([.. GeneratedBank.Payments(new() { Customers = 50, Terminals = 40, Days = 60, Radius = 30, TerminalsADay = 0.3, CardsADay = 0.3 })
            .Select(static one => one with { Payment = one.Payment with { At = one.Payment.At / 43_200 * 43_200 } })]);

    [Fact]
    public void Each_row_of_the_handbooks_own_transactions_is_equal()
    {
        var payments = TheHandbook.Payments();
        Assert.Equal(1_754_155, payments.Count);
        Equal(payments);
    }

    static void Equal(List<LabelledPayment> payments)
    {
        var (plain, ours) = (new PlainHandbook(payments), new HandbookReplay(payments));
        var (expected, actual) = (new double[15], new double[15]);
        var frauds = 0;
        for (var row = 0; row < payments.Count; row++)
        {
            plain.Next(expected);
            ours.Next(actual);
            for (var column = 0; column < expected.Length; column++)
            {
                if (Math.Abs(expected[column] - actual[column]) > 1e-9)
                    Assert.Fail($"Row {row}, {HandbookFeatures.Names[column]}: {expected[column]} expected, {actual[column]} found.");
            }
            frauds += actual[14] > 0 ? 1 : 0;
        }
        Assert.True(frauds > 10, "No terminal had a risk: nothing was compared.");
    }

    /// <summary>Our vector leaves the payment itself out of its customer's windows, and holds the rest of the handbook's columns as they are.</summary>
    [Fact]
    public void Ours_are_the_same_without_the_payment_itself()
    {
        var payments = GeneratedBank.Payments(new() { Customers = 100, Terminals = 80, Days = 60, Radius = 20, TerminalsADay = 1, CardsADay = 1 });
        var (replay, columns) = (new HandbookReplay(payments), new double[15]);
        foreach (var one in payments)
        {
            replay.Next(columns);
            Assert.Equal(columns[5] - 1, Ours(FraudFeature.CountWeek));
            Assert.Equal(Math.Round((columns[5] * columns[6]) - one.Payment.Amount, 2), Ours(FraudFeature.SumWeek), 1e-2);
            Assert.Equal((float)columns[14], Ours(FraudFeature.TerminalRiskMonth));
            Assert.Equal((columns[1], columns[2]), (Ours(FraudFeature.Weekend), Ours(FraudFeature.Night)));
        }

        double Ours(FraudFeature feature) => replay.Ours[(int)feature];
    }
}

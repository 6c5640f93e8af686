using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Banks;

namespace Tidings.Fraud.Tests.Banks;

public sealed class When_a_bank_is_generated
{
    static readonly GeneratedBankOptions Small = new() { Customers = 200, Terminals = 300, Days = 60, Radius = 15, TerminalsADay = 0.5, CardsADay = 0.5 };

    [Fact]
    public void The_same_seed_makes_the_same_payments_and_another_makes_others()
    {
        Assert.Equal(GeneratedBank.Payments(Small), GeneratedBank.Payments(Small));
        Assert.NotEqual(GeneratedBank.Payments(Small), GeneratedBank.Payments(Small with { Seed = 2 }));
    }

    [Fact]
    public void They_come_by_time_with_a_number_each()
    {
        var payments = GeneratedBank.Payments(Small);
        Assert.Equal(payments.Select(static one => one.Payment.At).Order(), payments.Select(static one => one.Payment.At));
        Assert.Equal(Enumerable.Range(1, payments.Count).Select(static id => (ulong)id), payments.Select(static one => one.Payment.Id));
        // Two payments a day and customer on average, less those that fall outside of their day.
        Assert.InRange(payments.Count, 200 * 60 * 1.6, 200 * 60 * 2.2);
    }

    [Fact]
    public void Each_way_of_fraud_is_as_the_handbook_describes_it()
    {
        var payments = GeneratedBank.Payments(Small with { Customers = 500 });
        Assert.All(payments, static one => Assert.Equal(one.Scenario != 0, one.Fraud));
        Assert.All(payments.Where(static one => one.Payment.Amount > 220), static one => Assert.True(one.Fraud));
        var compromised = payments.Where(static one => one.Scenario == 2).GroupBy(static one => one.Payment.Terminal).ToArray();
        Assert.NotEmpty(compromised);
        // While a terminal is compromised, nothing at it is genuine.
        Assert.All(compromised, terminal =>
        {
            var (first, last) = (terminal.Min(static one => one.Payment.At), terminal.Max(static one => one.Payment.At));
            if (last - first < 28 * Seconds.Day)
                Assert.All(payments.Where(one => one.Payment.Terminal == terminal.Key && one.Payment.At >= first && one.Payment.At <= last), static one => Assert.True(one.Fraud));
        });
        var (genuine, stolen) = (payments.Where(static one => !one.Fraud), payments.Where(static one => one.Scenario == 3));
        Assert.InRange(stolen.Average(static one => one.Payment.Amount) / genuine.Average(static one => one.Payment.Amount), 3.5, 7);
        Assert.True(payments.Count(static one => one.Scenario == 3) > 100);
    }

    [Fact]
    public void Beyond_the_handbook_there_are_places_payees_devices_and_accounts_that_are_taken_over()
    {
        var payments = GeneratedBank.Payments(Small with { Beyond = true, TakeoversADay = 1 });
        Assert.All(payments, static one => Assert.False(float.IsNaN(one.Payment.Latitude)));
        Assert.All(payments, static one => Assert.True(one.Payment.Terminal == 0 ? one.Payment.Payee != 0 : one.Payment.Merchant != 0));
        var taken = payments.Where(static one => one.Scenario == 4).ToArray();
        Assert.InRange(taken.Length, 60, 180);
        Assert.All(taken, one => Assert.DoesNotContain(payments, other => !other.Fraud && other.Payment.Device == one.Payment.Device));
    }
}

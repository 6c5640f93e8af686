using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Banks;

/// <summary>Scenario 4: a stranger has the account. Within a night he sends some times the usual amount, from a device and a place that are not the customer's, to a payee who gets it from several.</summary>
internal sealed class BankTakeovers(GeneratedBankOptions options, SplitMix random, BankPeople people)
{
    const ulong Devices = 9_000_000, Mules = 8_000_000;
    const int MulesInAll = 5;
    const ulong Abroad = 2;

    public void Add(List<LabelledPayment> payments)
    {
        var owed = 0d;
        for (var day = 0u; day < options.Days; day++)
        {
            for (owed += options.TakeoversADay; owed >= 1; owed--)
                Take(payments, random.Below(options.Customers), options.Begins + (day * Seconds.Day));
        }
    }

    void Take(List<LabelledPayment> payments, int customer, uint day)
    {
        var (device, mule) = (Devices + (ulong)random.Below(20), Mules + (ulong)random.Below(MulesInAll));
        var at = day + Seconds.Hour + (uint)random.Below((int)(4 * Seconds.Hour));
        for (var left = 1 + random.Below(3); left > 0; left--)
        {
            var payment = new Payment
            {
                At = at, Minor = (long)(people.MeanOf(customer) * random.Between(2, 8) * 100), OffsetMinutes = 60, Payee = mule, Device = device, Country = Abroad,
                Latitude = (float)random.Between(5, 15), Longitude = (float)random.Between(0, 10),
            };
            payments.Add(new(customer, payment, Fraud: true, Scenario: 4));
            at += (uint)random.Between(60, 1800);
        }
    }
}

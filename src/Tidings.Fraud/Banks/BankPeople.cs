using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Fraud.Banks;

/// <summary>The customers and terminals of a generated bank, and one genuine payment after the other.</summary>
internal sealed class BankPeople
{
    /// <summary>The map's corner, and degrees for one of its hundred steps: some 100 km each way.</summary>
    const float South = 50, West = 8, Step = 0.01f;
    const ulong Home = 1;

    readonly (double X, double Y)[] _terminals;
    readonly (double X, double Y, double Mean, double ADay, int[] Near)[] _customers;
    readonly bool _beyond;

    public BankPeople(GeneratedBankOptions options, SplitMix random)
    {
        _beyond = options.Beyond;
        _terminals = new (double, double)[options.Terminals];
        for (var i = 0; i < _terminals.Length; i++)
            _terminals[i] = (random.Between(0, 100), random.Between(0, 100));
        _customers = new (double, double, double, double, int[])[options.Customers];
        for (var i = 0; i < _customers.Length; i++)
        {
            var (x, y) = (random.Between(0, 100), random.Between(0, 100));
            var near = Enumerable.Range(0, _terminals.Length).Where(t => Math.Sqrt(Math.Pow(_terminals[t].X - x, 2) + Math.Pow(_terminals[t].Y - y, 2)) < options.Radius);
            _customers[i] = (x, y, random.Between(5, 100), random.Between(0, 4), [.. near]);
        }
    }

    public double PaymentsADay(int customer) => _customers[customer].ADay;

    public double MeanOf(int customer) => _customers[customer].Mean;

    /// <summary>Null: the hour fell outside of the day, or nothing is near, as the handbook has it.</summary>
    public Payment? Pay(int customer, uint day, SplitMix random)
    {
        var (_, _, mean, _, near) = _customers[customer];
        var second = (int)random.Normal(Seconds.Day / 2d, 20_000);
        if (second is <= 0 or >= (int)Seconds.Day || near.Length == 0)
            return null;
        var amount = random.Normal(mean, mean / 2);
        if (amount < 0)
            amount = random.Between(0, mean * 2);
        var terminal = near[random.Below(near.Length)];
        var payment = new Payment { At = day + (uint)second, Minor = (long)Math.Round(amount * 100), Terminal = (ulong)terminal + 1 };
        return _beyond ? Furnished(customer, payment, random) : payment;
    }

    Payment Furnished(int customer, Payment payment, SplitMix random)
    {
        // One payment in eight is a transfer: to one of a few payees, seldom to a new one, from home.
        if (random.Chance(1 / 8d))
            return AtPlace(payment, _customers[customer].X, _customers[customer].Y) with { Terminal = 0, Payee = random.Chance(0.03) ? random.Next() | 1 : PayeeOf(customer, random.Below(5)), Device = DeviceOf(customer) };
        var (x, y) = _terminals[(int)payment.Terminal - 1];
        return AtPlace(payment, x, y) with { Merchant = 1 + ((payment.Terminal - 1) / 3), Country = Home, Device = random.Chance(0.3) ? DeviceOf(customer) : 0 };
    }

    public static Payment AtPlace(Payment payment, double x, double y) => payment with { Latitude = South + ((float)y * Step), Longitude = West + ((float)x * Step), OffsetMinutes = 60, Country = Home };

    public static ulong PayeeOf(int customer, int which) => 1_000_000 + ((ulong)customer * 8) + (ulong)which;

    public static ulong DeviceOf(int customer) => 1_000_000 + (ulong)customer;
}

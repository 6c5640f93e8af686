using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Cli.Bench.Fraud;

/// <summary>What features and score cost an event while the histories of many customers are in memory, and what a history takes.</summary>
internal sealed class FraudSpeedBench(int customers, int events)
{
    /// <summary>Payments of thirty days that each customer has before anything is measured.</summary>
    const int PaymentsEach = 45;
    const int CustomersATerminal = 10, TerminalsAMerchant = 3;

    public IReadOnlyList<(string Name, double Value)> Run()
    {
        var model = Model();
        var (random, ledger, features) = (new SplitMix(7), new FraudLedger(), new float[FraudFeatures.Count]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var payment = 0u; payment < PaymentsEach; payment++)
        {
            var at = HandbookFile.Start + (payment * Seconds.Month / PaymentsEach);
            for (var customer = 0; customer < customers; customer++)
                ledger.Customer(customer).Add(Payment(random, customer, at).Payment);
        }
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        for (var i = 0; i < customers; i++)
            Once(model, ledger, Payment(random, i, HandbookFile.Start + Seconds.Month), features);
        var took = new double[events];
        var allocated = 0L;
        for (var i = 0; i < events; i++)
        {
            var one = Payment(random, random.Below(customers), HandbookFile.Start + Seconds.Month + Seconds.Day + (uint)(i / 1000));
            allocated -= GC.GetAllocatedBytesForCurrentThread();
            var began = TimeProvider.System.GetTimestamp();
            Once(model, ledger, one, features);
            took[i] = TimeProvider.System.GetElapsedTime(began).TotalMicroseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread();
        }
        Array.Sort(took);
        return
        [
            ("p99_us", Measured.Percentile(took, 0.99)), ("p50_us", Measured.Percentile(took, 0.5)), ("mean_us", took.Average()), ("customers", customers), ("payments_a_customer", PaymentsEach),
            ("bytes_a_customer", (double)bytes / customers), ("allocated_bytes_an_event", (double)allocated / events), ("trees", model.Trees), ("nodes", model.Nodes),
        ];
    }

    static double Once(FraudModel model, FraudLedger ledger, in LabelledPayment one, float[] features)
    {
        ledger.Observe(one, features);
        return model.Score(features);
    }

    LabelledPayment Payment(SplitMix random, int customer, uint at)
    {
        var terminal = 1 + (ulong)((customer + random.Below(50)) % customers / CustomersATerminal);
        return new(customer, new()
        {
            At = at + (uint)random.Below(1000), Minor = 100 + random.Below(10_000), Id = random.Next(), Terminal = terminal, Merchant = 1 + (terminal / TerminalsAMerchant), Country = 1,
            Device = 1 + (ulong)customer, Latitude = 50 + (float)random.Unit(), Longitude = 8 + (float)random.Unit(),
        }, Fraud: false, Scenario: 0);
    }

    /// <summary>As large as those that the protocols train.</summary>
    static FraudModel Model()
    {
        var payments = GeneratedBank.Payments(new() { Customers = 2_000, Terminals = 4_000, Days = 50, Beyond = true });
        var rows = new FeatureRows();
        new PaymentReplay(payments).RunTo(uint.MaxValue, static at => at > HandbookFile.Start + Seconds.Month, rows);
        return FraudTraining.Train([.. Enumerable.Range(0, rows.Count).Select(row => new TrainingRow { Features = rows[row].ToArray(), Label = payments[rows.PaymentOf(row)].Fraud })], new());
    }
}

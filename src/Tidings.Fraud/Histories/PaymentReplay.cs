using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Fraud.Histories;

/// <summary>
/// Goes through a history in its order as if it happened: before a payment is looked at, the labels of all that are older than the delay are known, and no other.
/// </summary>
/// <param name="payments">By time; of the same second in the order in which they were decided.</param>
/// <param name="delay">Seconds after which the bank knows of each payment what it is.</param>
public sealed class PaymentReplay(IReadOnlyList<LabelledPayment> payments, uint delay = Seconds.Week)
{
    readonly float[] _features = new float[FraudFeatures.Count];
    int _next, _labelled;

    public FraudLedger Ledger { get; } = new(delay);

    /// <summary>Index of the payment that comes next.</summary>
    public int Next => _next;

    public bool Ended => _next == payments.Count;

    /// <summary>Seconds since 1970 of the payment that comes next.</summary>
    public uint Now => payments[_next].Payment.At;

    /// <returns>The features of the next payment, until the next call.</returns>
    public ReadOnlySpan<float> Step()
    {
        LearnUntil(Now);
        Ledger.Observe(payments[_next++], _features);
        return _features;
    }

    /// <summary>Goes on to the first payment at or after this time and keeps the vectors of those that are wanted.</summary>
    public void RunTo(uint end, Predicate<uint> wanted, FeatureRows into)
    {
        while (!Ended && Now < end)
        {
            var (index, keep) = (_next, wanted(Now));
            var features = Step();
            if (keep)
                into.Add(index, features);
        }
    }

    /// <summary>A payment of t - delay is outside of (t - delay, t]: its label is known at t.</summary>
    void LearnUntil(uint now)
    {
        while (payments[_labelled].Payment.At + delay <= now)
        {
            Ledger.Confirm(payments[_labelled], payments[_labelled].Fraud);
            _labelled++;
        }
    }
}

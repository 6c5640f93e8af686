using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

/// <summary>The transformed set of a history by the product's own way: labels come when they are due, features before the payment is added.</summary>
internal sealed class HandbookReplay(IReadOnlyList<LabelledPayment> payments)
{
    readonly FraudLedger _ledger = new();
    readonly float[] _ours = new float[FraudFeatures.Count];
    int _next, _labelled;

    public void Next(double[] columns)
    {
        var one = payments[_next++];
        for (; payments[_labelled].Payment.At + Seconds.Week <= one.Payment.At; _labelled++)
            _ledger.Confirm(payments[_labelled], payments[_labelled].Fraud);
        HandbookFeatures.Fill(one.Payment, _ledger.Customer(one.Customer), _ledger.Terminal(one.Payment.Terminal), columns);
        _ledger.Observe(one, _ours);
    }

    /// <summary>The vector that is scored, of the same payment.</summary>
    public float[] Ours => _ours;
}

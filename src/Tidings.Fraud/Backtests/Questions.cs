using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Fraud.Backtests;

/// <summary>Which alerts become a question to the customer: one that is at the same merchant, terminal, payee or device as an open question belongs to it.</summary>
internal sealed class Questions(FraudAsking asking)
{
    readonly Dictionary<int, List<Payment>> _open = [];
    readonly uint _gatherFor = (uint)Math.Clamp(asking.GatherFor.TotalSeconds, 0, uint.MaxValue);

    /// <returns>Whether the customer is asked; otherwise the payment belongs to what he was asked already.</returns>
    public bool Ask(int customer, in Payment payment)
    {
        var at = payment.At;
        if (!_open.TryGetValue(customer, out var open))
            _open[customer] = open = [];
        open.RemoveAll(question => at - question.At >= _gatherFor);
        foreach (var question in open)
        {
            if (IsSame(question.Merchant, payment.Merchant) || IsSame(question.Terminal, payment.Terminal) || IsSame(question.Payee, payment.Payee) || IsSame(question.Device, payment.Device))
                return false;
        }
        open.Add(payment);
        return true;
    }

    static bool IsSame(ulong one, ulong other) => one != 0 && one == other;
}

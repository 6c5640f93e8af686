using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Fraud.Histories;

/// <summary>
/// Goes through a bank's own history as if it happened: a payment is looked at before it is part of what was, and a label is known from its time on. What has no label teaches nothing.
/// </summary>
/// <param name="payments">By time.</param>
/// <param name="rules">In which currency amounts are compared.</param>
/// <param name="delay">Seconds after which a label is known whose file does not say when.</param>
public sealed class HistoryReplay(IReadOnlyList<PastPayment> payments, FraudRules rules, uint delay = Seconds.Week)
{
    readonly PriorityQueue<LabelledPayment, uint> _coming = new();
    readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);

    public FraudLedger Ledger { get; } = new();

    public int Customers => _customers.Count;

    /// <summary>Rows that are no payment by the customer, or in a currency whose worth the rules do not say.</summary>
    public int NotScored { get; private set; }

    /// <summary>One after the other; each becomes part of what was when the next is asked for.</summary>
    public IEnumerable<ReplayedPayment> Run()
    {
        foreach (var past in payments)
        {
            var happened = past.ToEvent(rules.Currency);
            if (PaymentOf.Event(happened, past.Key, rules, (short)past.Time.TotalOffsetMinutes) is not { } payment)
            {
                NotScored++;
                continue;
            }
            Learn(payment.At);
            var one = new LabelledPayment(NumberOf(past.Customer), payment, past.Fraud == true, Scenario: 0);
            yield return new(past, happened, one);
            Ledger.Add(one);
            if (past.Fraud is not null)
                _coming.Enqueue(one, KnownAt(past, delay));
        }
    }

    /// <summary>When it is known what a payment is; seconds since 1970.</summary>
    public static uint KnownAt(PastPayment past, uint delay) => past.LabelledAt is { } at ? (uint)at.ToUnixTimeSeconds() : past.At + delay;

    void Learn(uint now)
    {
        while (_coming.TryPeek(out var labelled, out var at) && at <= now)
        {
            _coming.Dequeue();
            Ledger.Confirm(labelled, labelled.Fraud);
        }
    }

    int NumberOf(string customer)
    {
        if (!_customers.TryGetValue(customer, out var number))
            _customers[customer] = number = _customers.Count;
        return number;
    }
}

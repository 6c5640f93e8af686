using System.Runtime.InteropServices;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Fraud.Histories;

/// <summary>All histories of a replay in one memory: what in a node lies with the owners of customers and of terminals, merchants, payees and devices. One thread.</summary>
/// <param name="delay">Of the windows that end a while ago; seconds.</param>
public sealed class FraudLedger(uint delay = Seconds.Week)
{
    readonly Dictionary<int, CustomerHistory> _customers = [];
    readonly Dictionary<ulong, CounterpartyHistory> _terminals = [], _merchants = [], _payees = [], _devices = [];

    /// <summary>Frauds that their customers know of: an answer and the bank's own finding are one.</summary>
    readonly HashSet<ulong> _confirmed = [];

    public CustomerHistory Customer(int number) => CollectionsMarshal.GetValueRefOrAddDefault(_customers, number, out _) ??= new();

    public CounterpartyHistory Terminal(ulong print) => CollectionsMarshal.GetValueRefOrAddDefault(_terminals, print, out _) ??= new(delay);

    public int Customers => _customers.Count;

    /// <summary>Bytes of all customers' histories.</summary>
    public long CustomerBytes => _customers.Values.Sum(static customer => (long)customer.Bytes);

    /// <summary>The features of a payment from what was before it, and then the payment is part of what was.</summary>
    public void Observe(in LabelledPayment one, Span<float> features)
    {
        FeatureVector.Fill(one.Payment, Customer(one.Customer), Around(one.Payment), features);
        Add(one);
    }

    /// <summary>What others have met at the other ends of a payment.</summary>
    public Surroundings Around(in Payment payment) => new(Of(_terminals, payment.Terminal), Of(_merchants, payment.Merchant), Of(_payees, payment.Payee), Of(_devices, payment.Device));

    /// <summary>From now on the payment is part of what was.</summary>
    public void Add(in LabelledPayment one)
    {
        var (payment, around) = (one.Payment, Around(one.Payment));
        Customer(one.Customer).Add(payment);
        around.Terminal?.Add(payment);
        around.Merchant?.Add(payment);
        around.Payee?.Add(payment);
        around.Device?.Add(payment);
    }

    /// <summary>It is known now what a payment that was observed is.</summary>
    public void Confirm(in LabelledPayment one, bool fraud)
    {
        var payment = one.Payment;
        if (fraud && _confirmed.Add(payment.Id))
            Customer(one.Customer).Confirm(payment);
        Of(_terminals, payment.Terminal)?.Confirm(payment, fraud);
        Of(_merchants, payment.Merchant)?.Confirm(payment, fraud);
        Of(_payees, payment.Payee)?.Confirm(payment, fraud);
        Of(_devices, payment.Device)?.Confirm(payment, fraud);
    }

    CounterpartyHistory? Of(Dictionary<ulong, CounterpartyHistory> all, ulong print) =>
        print == 0 ? null : CollectionsMarshal.GetValueRefOrAddDefault(all, print, out _) ??= new(delay);
}

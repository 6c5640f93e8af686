using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Banks;

/// <summary>
/// A fictional bank's payments, written from the Fraud Detection Handbook's description of customers, terminals and three ways of fraud. The same options make the same payments.
/// </summary>
/// <remarks>It is a world with simple rules that fraud breaks in simple ways: figures from it say that a method works as it is meant to, and nothing of any bank's customers.</remarks>
public sealed class GeneratedBank
{
    /// <summary>How long a terminal and a card stay compromised.</summary>
    const uint TerminalFor = 28 * Seconds.Day, CardFor = 14 * Seconds.Day;

    readonly GeneratedBankOptions _options;
    readonly SplitMix _random;
    readonly BankPeople _people;

    GeneratedBank(GeneratedBankOptions options)
    {
        _options = options;
        _random = new(options.Seed);
        _people = new(options, _random);
    }

    /// <summary>By time, numbered from 1 in that order.</summary>
    public static List<LabelledPayment> Payments(GeneratedBankOptions options)
    {
        var bank = new GeneratedBank(options);
        var payments = bank.Genuine();
        bank.HighAmounts(payments);
        bank.Compromised(payments, static payment => payment.Payment.Terminal, (ulong)options.Terminals, options.TerminalsADay, TerminalFor, bank.AtTerminal);
        bank.Compromised(payments, static payment => (ulong)payment.Customer + 1, (ulong)options.Customers, options.CardsADay, CardFor, bank.OnCard);
        if (options.Beyond)
            new BankTakeovers(options, bank._random, bank._people).Add(payments);
        var sorted = payments.OrderBy(static payment => payment.Payment.At).ToList();
        for (var i = 0; i < sorted.Count; i++)
            sorted[i] = sorted[i] with { Payment = sorted[i].Payment with { Id = (ulong)i + 1 } };
        return sorted;
    }

    List<LabelledPayment> Genuine()
    {
        var payments = new List<LabelledPayment>();
        for (var customer = 0; customer < _options.Customers; customer++)
        {
            for (var day = 0u; day < _options.Days; day++)
            {
                for (var left = _random.Poisson(_people.PaymentsADay(customer)); left > 0; left--)
                {
                    if (_people.Pay(customer, _options.Begins + (day * Seconds.Day), _random) is { } payment)
                        payments.Add(new(customer, payment, Fraud: false, Scenario: 0));
                }
            }
        }
        return [.. payments.OrderBy(static payment => payment.Payment.At)];
    }

    void HighAmounts(List<LabelledPayment> payments)
    {
        for (var i = 0; i < payments.Count; i++)
        {
            if (payments[i].Payment.Amount > _options.FraudulentAmount)
                payments[i] = payments[i] with { Fraud = true, Scenario = 1 };
        }
    }

    /// <summary>Each day some keys are compromised for a while; what happens to each of their payments then is another's to say.</summary>
    void Compromised(List<LabelledPayment> payments, Func<LabelledPayment, ulong> keyOf, ulong keys, double aDay, uint lasts, Func<LabelledPayment, LabelledPayment> struck)
    {
        var byKey = Enumerable.Range(0, payments.Count).ToLookup(i => keyOf(payments[i]));
        var owed = 0d;
        for (var day = 0u; day < _options.Days; day++)
        {
            for (owed += aDay; owed >= 1; owed--)
            {
                var begins = _options.Begins + (day * Seconds.Day);
                foreach (var i in byKey[1 + (ulong)_random.Below((int)keys)])
                {
                    if (payments[i].Payment.At >= begins && payments[i].Payment.At < begins + lasts)
                        payments[i] = struck(payments[i]);
                }
            }
        }
    }

    LabelledPayment AtTerminal(LabelledPayment payment) => payment with { Fraud = true, Scenario = 2 };

    /// <summary>A third of what is paid with the card is the thief's, and five times as much.</summary>
    LabelledPayment OnCard(LabelledPayment payment) =>
        _random.Chance(1 / 3d) ? payment with { Payment = payment.Payment with { Minor = payment.Payment.Minor * 5 }, Fraud = true, Scenario = 3 } : payment;
}

using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Backtests;

/// <summary>Counts what one set of rules does, payment by payment.</summary>
internal sealed class BookTally(FraudRules rules, BacktestOptions options)
{
    readonly Questions _questions = new(rules.Asking);
    /// <summary>Customers who were asked, and whether about a fraud.</summary>
    readonly Dictionary<int, bool> _asked = [];
    /// <summary>When a customer's last fraud was found.</summary>
    readonly Dictionary<int, uint> _foundAt = [];
    int _alerts, _declined, _caught, _frauds, _asks;
    double _caughtMoney, _after;

    public void Count(in LabelledPayment one, bool alert, bool declined)
    {
        var (payment, customer) = (one.Payment, one.Customer);
        if (one.Fraud)
        {
            _frauds++;
            if (_foundAt.TryGetValue(customer, out var found) && payment.At - found <= options.BlockedFor)
                _after += payment.Amount;
        }
        if (!alert)
            return;
        _alerts++;
        _declined += declined ? 1 : 0;
        _asks += _questions.Ask(customer, payment) ? 1 : 0;
        _asked[customer] = _asked.GetValueOrDefault(customer) | one.Fraud;
        if (!one.Fraud)
            return;
        _caught++;
        _caughtMoney += payment.Amount;
        _foundAt[customer] = payment.At;
    }

    public BookOutcome Outcome()
    {
        var texts = _asks * (1 + (rules.Asking.RemindAfter > TimeSpan.Zero ? 1 - options.Answer : 0));
        return new()
        {
            AskAt = rules.AskAt,
            Alerts = _alerts,
            Declined = _declined,
            Caught = _caught,
            CaughtMoney = _caughtMoney,
            Frauds = _frauds,
            Questions = _asks,
            Asked = _asked.Count,
            AskedForNothing = _asked.Values.Count(static fraud => !fraud),
            Texts = texts,
            TextsCost = texts * options.Price,
            SavedHeld = _caughtMoney * options.Answer,
            SavedBooked = _after * options.Answer,
        };
    }
}

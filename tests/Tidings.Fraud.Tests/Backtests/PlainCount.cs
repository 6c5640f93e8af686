using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Backtests;

/// <summary>A backtest's figures once more, from a list of what was judged, as plainly as they can be said.</summary>
internal sealed class PlainCount
{
    public List<(LabelledPayment One, FraudJudgement Judged)> All { get; } = [];

    public PlainCount(IReadOnlyList<Core.Decide.Fraud.Past.PastPayment> history, FraudBook book, uint from)
    {
        var replay = new HistoryReplay(history, book.Rules);
        foreach (var (past, happened, one) in replay.Run())
        {
            if (one.Payment.At >= from)
                All.Add((one, book.Judge(one.Payment, happened, replay.Ledger.Customer(one.Customer), replay.Ledger.Around(one.Payment), past.Time)));
        }
    }

    public IEnumerable<LabelledPayment> Alerts => All.Where(static one => one.Judged.Advice != FraudAdvice.Allow).Select(static one => one.One);

    public IEnumerable<LabelledPayment> Caught => Alerts.Where(static one => one.Fraud);

    /// <summary>Frauds after an alert about one of the same customer, within two weeks of it.</summary>
    public double After() => All.Select(static one => one.One).Where(one => one.Fraud && Caught.Any(found =>
            found.Customer == one.Customer && found.Payment.Id != one.Payment.Id && found.Payment.At <= one.Payment.At && one.Payment.At - found.Payment.At <= 14 * 86_400 && Before(found, one)))
        .Sum(static one => one.Payment.Amount);

    /// <summary>Alerts that are at none of the places of a question of the same customer that was put less than a day before.</summary>
    public int Questions()
    {
        var asked = new List<LabelledPayment>();
        foreach (var one in Alerts)
        {
            if (!asked.Exists(question => question.Customer == one.Customer && one.Payment.At - question.Payment.At < 86_400 && Places(question).Intersect(Places(one)).Any()))
                asked.Add(one);
        }
        return asked.Count;
    }

    bool Before(LabelledPayment one, LabelledPayment other) => All.FindIndex(x => x.One == one) < All.FindIndex(x => x.One == other);

    static IEnumerable<(string, ulong)> Places(LabelledPayment one) =>
        ((string, ulong)[])[("merchant", one.Payment.Merchant), ("terminal", one.Payment.Terminal), ("payee", one.Payment.Payee), ("device", one.Payment.Device)] is var all ? all.Where(static place => place.Item2 != 0) : [];
}

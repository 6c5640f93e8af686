using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Backtests;

/// <summary>
/// Replays a bank's history through its rules and its model as a node would judge it: in the order of time, each payment before it is remembered, labels from their time on. Nobody is asked, so no label comes of an answer: the
/// figures are those of labels that came as they did.
/// </summary>
public sealed class Backtest(IReadOnlyList<PastPayment> history, FraudBook book, FraudBook? live, BacktestOptions options)
{
    const uint MostWarmUp = Seconds.Month;

    readonly BookTally _new = new(book.Rules, options);
    readonly BookTally? _live = live is null ? null : new(live.Rules, options);
    readonly SortedDictionary<uint, BacktestDay> _days = [];
    readonly Dictionary<string, (int Held, int Frauds, int Alerts)> _held = new(StringComparer.Ordinal);
    readonly List<(float, bool)> _scored = [];
    readonly HashSet<int> _customers = [];
    ChangedAlerts _onlyNew, _onlyLive;
    int _both, _before;
    double _fraudMoney;

    /// <summary>Judges all of it; once.</summary>
    public BacktestResult Run(CancellationToken cancel = default)
    {
        var (from, until) = Counted();
        var replay = new HistoryReplay(history, book.Rules, options.Delay);
        foreach (var (past, happened, one) in replay.Run())
        {
            cancel.ThrowIfCancellationRequested();
            if (one.Payment.At < from)
            {
                _before++;
                continue;
            }
            var (customer, around) = (replay.Ledger.Customer(one.Customer), replay.Ledger.Around(one.Payment));
            var judged = book.Judge(one.Payment, happened, customer, around, past.Time, explain: true);
            Count(one, judged, live?.Judge(one.Payment, happened, customer, around, past.Time));
        }
        return Result(from, until, replay.NotScored);
    }

    (uint From, uint Until) Counted()
    {
        if (history.Count == 0)
            return (0, 0);
        var (first, until) = (history[0].At, history[^1].At + 1);
        return (options.From ?? first + Math.Min(MostWarmUp, (until - first) / 4), until);
    }

    void Count(in LabelledPayment one, in FraudJudgement judged, in FraudJudgement? now)
    {
        var advice = AdviceOf(judged);
        var alert = advice != FraudAdvice.Allow;
        _customers.Add(one.Customer);
        _scored.Add(((float)(options.Shadow ? judged.ShadowPoints : judged.Points), one.Fraud));
        _fraudMoney += one.Fraud ? one.Payment.Amount : 0;
        _new.Count(one, alert, advice == FraudAdvice.Decline);
        CountDay(one, alert);
        foreach (var rule in judged.Held)
        {
            var (held, frauds, alerts) = _held.GetValueOrDefault(rule);
            _held[rule] = (held + 1, frauds + (one.Fraud ? 1 : 0), alerts + (alert ? 1 : 0));
        }
        if (now is not { } before)
            return;
        // What is live is what counts now, whatever is in shadow beside it.
        var was = before.Advice != FraudAdvice.Allow;
        _live!.Count(one, was, before.Advice == FraudAdvice.Decline);
        _both += alert && was ? 1 : 0;
        if (alert && !was)
            _onlyNew = With(_onlyNew, one);
        if (was && !alert)
            _onlyLive = With(_onlyLive, one);
    }

    FraudAdvice AdviceOf(in FraudJudgement judged) => options.Shadow ? judged.ShadowAdvice : judged.Advice;

    void CountDay(in LabelledPayment one, bool alert)
    {
        var number = one.Payment.At / Seconds.Day;
        var day = _days.GetValueOrDefault(number);
        var caught = one.Fraud && alert;
        var missed = one.Fraud && !alert;
        _days[number] = day with
        {
            Alerts = day.Alerts + (alert ? 1 : 0),
            Caught = day.Caught + (caught ? 1 : 0),
            Missed = day.Missed + (missed ? 1 : 0),
            CaughtMoney = day.CaughtMoney + (caught ? one.Payment.Amount : 0),
            MissedMoney = day.MissedMoney + (missed ? one.Payment.Amount : 0),
        };
    }

    static ChangedAlerts With(ChangedAlerts to, in LabelledPayment one) => new(to.Alerts + 1, to.Frauds + (one.Fraud ? 1 : 0), to.Money + (one.Fraud ? one.Payment.Amount : 0));

    BacktestResult Result(uint from, uint until, int notScored)
    {
        var outcome = _new.Outcome();
        return new()
        {
            Options = options,
            Currency = book.Rules.Currency,
            From = from,
            Until = Math.Max(from, until),
            Payments = _scored.Count,
            Before = _before,
            NotScored = notScored,
            Customers = _customers.Count,
            Frauds = outcome.Frauds,
            FraudMoney = _fraudMoney,
            Outcome = outcome,
            Live = _live?.Outcome(),
            Change = live is null ? null : new(_both, _onlyNew, _onlyLive),
            ByDay = Days(from, until),
            Rules = [.. book.Rules.Rules.Where(static rule => rule.Mode != FraudMode.Off).Select(RuleOf)],
            Curve = new(_scored),
        };
    }

    /// <summary>Those without a payment too.</summary>
    List<BacktestDay> Days(uint from, uint until)
    {
        var days = new List<BacktestDay>();
        for (var number = from / Seconds.Day; number * (ulong)Seconds.Day < until; number++)
            days.Add(_days.GetValueOrDefault(number) with { Day = DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + (int)number) });
        return days;
    }

    RuleOutcome RuleOf(FraudRule rule)
    {
        var (held, frauds, alerts) = _held.GetValueOrDefault(rule.Id);
        return new(rule.Id, rule.Title, options.Shadow ? rule.Mode != FraudMode.Off : rule.Mode == FraudMode.Live, rule.Points, held, frauds, alerts);
    }
}

using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Protocols;

/// <summary>The customers in the simulation: who is asked, and who says what when.</summary>
internal sealed class Answers(AnswerOptions options)
{
    readonly SplitMix _random = new(options.Seed);
    readonly PriorityQueue<(int Payment, bool Fraud), uint> _coming = new();
    readonly Dictionary<int, uint> _asked = [];
    /// <summary>The highest score of each customer today, by which tomorrow's threshold is set.</summary>
    readonly Dictionary<int, double> _today = [];
    double _threshold = double.PositiveInfinity;
    uint _day;

    public int Asked { get; private set; }
    public int FraudsAsked { get; private set; }
    public int Answered { get; private set; }

    /// <summary>What customers have said by now goes to the histories.</summary>
    public void Tell(uint now, IReadOnlyList<LabelledPayment> payments, FraudLedger ledger)
    {
        while (_coming.TryPeek(out var answer, out var at) && at <= now)
        {
            _coming.Dequeue();
            Answered++;
            ledger.Confirm(payments[answer.Payment], answer.Fraud);
        }
    }

    /// <summary>
    /// Asks about a payment whose score is among what would have been the highest of yesterday's customers; no label sets that threshold. Nobody is asked twice within a day.
    /// </summary>
    public void Consider(int index, in LabelledPayment one, double score)
    {
        var at = one.Payment.At;
        NewDay(at / Seconds.Day);
        _today[one.Customer] = Math.Max(score, _today.GetValueOrDefault(one.Customer, double.NegativeInfinity));
        if (score < _threshold || (_asked.TryGetValue(one.Customer, out var last) && at - last < Seconds.Day))
        {
            if (options.EachIsTold && _random.Chance(one.Fraud ? options.Answer : options.DeniedByMistake / 1000))
                _coming.Enqueue((index, Fraud: true), at + After());
            return;
        }
        _asked[one.Customer] = at;
        Asked++;
        FraudsAsked += one.Fraud ? 1 : 0;
        // The dice fall for each who is asked, whether he answers or not: those who answer at 30 % are among those who do at 60 %.
        var (answers, wrong, after) = (_random.Unit() < options.Answer, _random.Chance(options.Wrong), After());
        if (answers)
            _coming.Enqueue((index, one.Fraud != wrong), at + after);
    }

    uint After() => (uint)Math.Clamp(options.MedianSeconds * Math.Exp(_random.Normal(0, options.Spread)), 10, 3 * Seconds.Day);

    /// <summary>A new model's scores mean something else: its first day sets its threshold from what it says of days past.</summary>
    public void Restart(IEnumerable<(uint Day, int Customer, double Score)> past)
    {
        var days = past.GroupBy(static one => one.Day)
            .Select(day => Threshold(day.GroupBy(static one => one.Customer).Select(static card => card.Max(static one => one.Score)))).Order().ToArray();
        _threshold = days.Length == 0 ? double.PositiveInfinity : days[days.Length / 2];
        _today.Clear();
    }

    void NewDay(uint day)
    {
        if (day == _day)
            return;
        if (_day != 0 && _today.Count > options.AsksADay)
            _threshold = Threshold(_today.Values);
        _today.Clear();
        _day = day;
    }

    double Threshold(IEnumerable<double> scores) => scores.OrderDescending().Take(options.AsksADay).DefaultIfEmpty(double.PositiveInfinity).Last();
}

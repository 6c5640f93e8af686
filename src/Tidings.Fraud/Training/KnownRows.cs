using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Training;

/// <summary>The vectors of a history as they were when each payment happened, and when it was known which of them are frauds.</summary>
internal sealed class KnownRows
{
    readonly FeatureRows _rows = new();
    readonly List<(uint At, uint FraudKnown, int Customer)> _of = [];

    public int Count => _of.Count;

    public void Add(uint at, uint? fraudKnown, int customer, ReadOnlySpan<float> features)
    {
        _rows.Add(_of.Count, features);
        _of.Add((at, fraudKnown ?? uint.MaxValue, customer));
    }

    public ReadOnlySpan<float> this[int row] => _rows[row];
    public uint At(int row) => _of[row].At;
    public int Customer(int row) => _of[row].Customer;

    /// <summary>Whether it is known to be a fraud by then.</summary>
    public bool IsFraud(int row, uint by) => _of[row].FraudKnown != uint.MaxValue && _of[row].FraudKnown <= by;

    public HistoryPart Part(uint from, uint until, uint by)
    {
        var (payments, frauds) = (0, 0);
        for (var row = First(from); row < Count && At(row) < until; row++)
        {
            payments++;
            frauds += IsFraud(row, by) ? 1 : 0;
        }
        return new(from, until, payments, frauds);
    }

    /// <summary>Rows to learn from, as they were known by then; the newest, if there are more than <paramref name="most"/>.</summary>
    public List<TrainingRow> Learn(uint from, uint until, uint by, int most)
    {
        var (first, end) = (First(from), First(until));
        first = Math.Max(first, end - most);
        return [.. Enumerable.Range(first, end - first).Select(row => new TrainingRow { Features = _rows[row].ToArray(), Label = IsFraud(row, by) })];
    }

    /// <summary>The first row at or after this second: rows come by time.</summary>
    public int First(uint at)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle) < at)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

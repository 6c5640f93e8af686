using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

/// <summary>
/// The handbook's chapter 3 once more, read from its text alone and as plainly as it can be written: for each transaction it looks back over the list of its customer's and of its terminal's, one by one. No code of the product's
/// features is in it.
/// </summary>
internal sealed class PlainHandbook(IReadOnlyList<LabelledPayment> payments)
{
    const long Day = 86_400, Delay = 7 * Day;

    readonly Dictionary<int, List<LabelledPayment>> _ofCustomer = [];
    readonly Dictionary<ulong, List<LabelledPayment>> _atTerminal = [];
    int _next;

    /// <summary>The fifteen columns of the next transaction.</summary>
    public void Next(double[] columns)
    {
        var one = payments[_next++];
        var (own, there) = (ListOf(_ofCustomer, one.Customer), ListOf(_atTerminal, one.Payment.Terminal));
        own.Add(one);
        there.Add(one);
        var when = DateTimeOffset.FromUnixTimeSeconds(one.Payment.At);
        columns[0] = one.Payment.Minor / 100d;
        columns[1] = when.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
        columns[2] = when.Hour <= 6 ? 1 : 0;
        var column = 3;
        foreach (var window in (long[])[1, 7, 30])
        {
            var (count, cents) = (0, 0L);
            for (var i = own.Count - 1; i >= 0 && own[i].Payment.At > one.Payment.At - (window * Day); i--)
            {
                count++;
                cents += own[i].Payment.Minor;
            }
            columns[column++] = count;
            columns[column++] = cents / 100d / count;
        }
        foreach (var window in (long[])[1, 7, 30])
        {
            // Those of the delay and the window, less those of the delay.
            var (count, frauds) = (0, 0);
            for (var i = there.Count - 1; i >= 0 && there[i].Payment.At > one.Payment.At - Delay - (window * Day); i--)
            {
                if (there[i].Payment.At > one.Payment.At - Delay)
                    continue;
                count++;
                frauds += there[i].Fraud ? 1 : 0;
            }
            columns[column++] = count;
            columns[column++] = count == 0 ? 0 : (double)frauds / count;
        }
    }

    static List<LabelledPayment> ListOf<TKey>(Dictionary<TKey, List<LabelledPayment>> lists, TKey key) where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}

using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Protocols;

/// <summary>
/// The handbook's split: some days to train on, a delay in which labels are not known yet, some days to test. Cards that are known to be compromised, from the training and, day by day, from the delay, are not tested:
/// they would have been blocked.
/// </summary>
/// <param name="Begins">First second of the training, since 1970.</param>
/// <param name="TrainDays">Days to train on.</param>
/// <param name="DelayDays">Days until a label is known.</param>
/// <param name="TestDays">Days that are tested.</param>
public sealed record HandbookSplit(uint Begins, int TrainDays = 7, int DelayDays = 7, int TestDays = 7)
{
    /// <summary>Chapter 3: trained on 2018-07-25 to 07-31, tested on 08-08 to 08-14.</summary>
    public static HandbookSplit Chapter3 { get; } = new(HandbookFile.SecondsAt(2018, 7, 25));

    /// <summary>Chapter 5: four such weeks, one after the other, from chapter 3's on.</summary>
    public static IReadOnlyList<HandbookSplit> Chapter5 { get; } = [.. Enumerable.Range(0, 4).Select(static fold => new HandbookSplit(Chapter3.Begins + ((uint)fold * Seconds.Week)))];

    public uint TrainEnds => Begins + ((uint)TrainDays * Seconds.Day);
    public uint TestBegins => TrainEnds + ((uint)DelayDays * Seconds.Day);
    public uint TestEnds => TestBegins + ((uint)TestDays * Seconds.Day);

    public bool IsTraining(uint at) => at >= Begins && at < TrainEnds;
    public bool IsTest(uint at) => at >= TestBegins && at < TestEnds;

    /// <summary>Day of the test, from 0.</summary>
    public int TestDay(uint at) => (int)((at - TestBegins) / Seconds.Day);

    /// <summary>Which payments of the test are of a card that nobody knows to be compromised on that day.</summary>
    /// <returns>By index into <paramref name="payments"/>.</returns>
    public HashSet<int> Tested(IReadOnlyList<LabelledPayment> payments)
    {
        // On test day d the frauds are known of the training and of the delay's days up to a delay before d.
        var knownSince = new Dictionary<int, uint>();
        foreach (var one in payments)
        {
            var at = one.Payment.At;
            if (!one.Fraud || at < Begins || at >= TestEnds)
                continue;
            var day = (at - Begins) / Seconds.Day;
            var known = at < TrainEnds ? TestBegins : Begins + ((day + (uint)DelayDays + 1) * Seconds.Day);
            knownSince[one.Customer] = Math.Min(known, knownSince.GetValueOrDefault(one.Customer, uint.MaxValue));
        }
        return
        [
            .. Enumerable.Range(0, payments.Count).Where(i => IsTest(payments[i].Payment.At)
                && (!knownSince.TryGetValue(payments[i].Customer, out var since) || payments[i].Payment.At < since)),
        ];
    }
}

using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Tests.Training;

/// <summary>A generated bank whose first weeks were learned from and whose last were not.</summary>
internal static class Learned
{
    public static readonly TrainingOptions Quick = new() { Trees = 60, Models = 1 };

    public static List<LabelledPayment> Payments { get; } = GeneratedBank.Payments(new()
    {
        Customers = 400, Terminals = 500, Days = 70, Radius = 12, Beyond = true, TerminalsADay = 0.4, CardsADay = 0.6, TakeoversADay = 0.6,
    });

    public static (List<TrainingRow> Train, List<TrainingRow> Test) Rows { get; } = Split();

    static (List<TrainingRow>, List<TrainingRow>) Split()
    {
        var rows = new FeatureRows();
        new PaymentReplay(Payments).RunTo(uint.MaxValue, static at => at >= HandbookFile.Start + (30 * 86_400), rows);
        var all = TrainingRows.Of(rows, Payments);
        return (all[..(all.Count / 2)], all[(all.Count / 2)..]);
    }
}

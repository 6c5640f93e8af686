using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Training;

internal static class TrainingRows
{
    /// <summary>Kept vectors with what their payments turned out to be.</summary>
    public static List<TrainingRow> Of(FeatureRows rows, IReadOnlyList<LabelledPayment> payments) =>
        [.. Enumerable.Range(0, rows.Count).Select(i => new TrainingRow { Features = rows[i].ToArray(), Label = payments[rows.PaymentOf(i)].Fraud })];
}

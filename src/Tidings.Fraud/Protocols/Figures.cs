namespace Tidings.Fraud.Protocols;

/// <summary>The three measures of one test.</summary>
public readonly record struct Figures(double AucRoc, double AveragePrecision, double CardPrecisionAt100)
{
    public static Figures Of(IReadOnlyCollection<ScoredPayment> scored) =>
        new(FraudMetrics.AucRoc(scored), FraudMetrics.AveragePrecision(scored), FraudMetrics.CardPrecision(scored, 100));

    public static Figures Mean(IReadOnlyCollection<Figures> all) =>
        new(all.Average(static one => one.AucRoc), all.Average(static one => one.AveragePrecision), all.Average(static one => one.CardPrecisionAt100));

    /// <summary>By the names that the command prints, each with this prefix.</summary>
    public IEnumerable<(string Name, double Value)> Named(string prefix = "") =>
        [($"{prefix}auc_roc", AucRoc), ($"{prefix}average_precision", AveragePrecision), ($"{prefix}card_precision_at_100", CardPrecisionAt100)];
}

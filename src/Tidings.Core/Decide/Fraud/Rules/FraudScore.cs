using Tidings.Core.Decide.Fraud.Models;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>The points of a payment before rules add theirs: a hundred times the model's probability where the model counts, else ten times the fixed points.</summary>
internal sealed class FraudScore(FraudRules rules, FraudModel? model)
{
    const double OfUntrained = 10, OfProbability = 100;

    readonly UntrainedScore _untrained = new(rules.HighAmount);
    readonly FraudMode _mode = model is null ? FraudMode.Off : rules.Model;

    /// <param name="parts">Where the model does not count: what each feature gave to the fixed points.</param>
    /// <returns>What counts, and what would if the model did.</returns>
    public (double Points, double IfAll) Of(ReadOnlySpan<float> features, Span<float> parts)
    {
        if (_mode == FraudMode.Live)
        {
            var learned = Learned(model!.Score(features));
            return (learned, learned);
        }
        var points = OfUntrained * _untrained.Score(features, parts);
        return (points, _mode == FraudMode.Shadow ? Learned(model!.Score(features)) : points);
    }

    /// <summary>Makes of the parts of what counts points, so that those of rules can be added.</summary>
    public void Explain(ReadOnlySpan<float> features, Span<float> parts)
    {
        var scale = OfUntrained;
        if (_mode == FraudMode.Live)
        {
            var score = model!.Contributions(features, parts);
            // The curve between the mean and this score, taken as straight.
            scale = Math.Abs(score - model.Expected) < 1e-9 ? 0 : (Learned(score) - Learned(model.Expected)) / (score - model.Expected);
        }
        foreach (ref var part in parts)
            part *= (float)scale;
    }

    double Learned(double score) => OfProbability * model!.Probability(score);
}

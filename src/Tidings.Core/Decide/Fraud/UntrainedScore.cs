using Tidings.Core.Decide.Fraud.Features;
using static Tidings.Core.Decide.Fraud.Features.FraudFeature;

namespace Tidings.Core.Decide.Fraud;

/// <summary>
/// A score from the first day on, before a bank has labels to train by: fixed points for what is unusual for the customer and for what is known of the other end. It orders payments; it is no probability.
/// </summary>
/// <param name="highAmount">From where an amount is high by itself, in major units.</param>
public sealed class UntrainedScore(double highAmount)
{
    /// <param name="features">A vector of <see cref="FeatureVector"/>.</param>
    /// <param name="into">Each feature's points; what is in it is overwritten.</param>
    public double Score(ReadOnlySpan<float> features, Span<float> into)
    {
        into = into[..FraudFeatures.Count];
        into.Clear();
        Points(into, Amount, Of(features, Amount) > highAmount ? 5 : 0);
        Points(into, AmountDeviations, 0.6 * Math.Clamp(Of(features, AmountDeviations) - 2, 0, 8));
        Points(into, AmountRobustDeviations, 0.3 * Math.Clamp(Of(features, AmountRobustDeviations) - 2, 0, 4));
        Points(into, ShareOfLargest, Of(features, ShareOfLargest) > 1.5 ? 0.5 : 0);
        Points(into, FraudFeature.UnusualLately, 0.15 * Math.Clamp(Of(features, FraudFeature.UnusualLately), 0, 10));
        Points(into, Speed, Of(features, Speed) > 900 ? 3 : 0);
        Points(into, NewDevice, Of(features, NewDevice) > 0 ? 1 : 0);
        Points(into, NewCountry, Of(features, NewCountry) > 0 ? 1 : 0);
        Points(into, NewPayee, Of(features, NewPayee) > 0 && Of(features, AmountToMean) > 2 ? 1 : 0);
        Points(into, HourShare, Of(features, HourShare) < 0.03 ? 0.3 : 0);
        Points(into, Dormant, Of(features, Dormant));
        Points(into, TerminalRun, 1.5 * Math.Clamp(Of(features, TerminalRun), 0, 3));
        Points(into, TerminalRiskWeek, 2 * Of(features, TerminalRiskWeek));
        Points(into, MerchantRiskMonth, 2 * Math.Max(0, Of(features, MerchantRiskMonth)));
        Points(into, PayeeFraudsMonth, Math.Clamp(Of(features, PayeeFraudsMonth), 0, 3));
        Points(into, DeviceFraudsMonth, Math.Clamp(Of(features, DeviceFraudsMonth), 0, 3));
        Points(into, OwnFrauds, Math.Clamp(Of(features, OwnFrauds), 0, 2));
        var score = 0d;
        foreach (var points in into)
            score += points;
        return score;
    }

    static double Of(ReadOnlySpan<float> features, FraudFeature feature) => features[(int)feature];

    static void Points(Span<float> into, FraudFeature feature, double points) => into[(int)feature] = (float)points;
}

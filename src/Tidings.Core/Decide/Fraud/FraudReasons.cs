using System.Globalization;
using Tidings.Core.Decide.Fraud.Features;
using static Tidings.Core.Decide.Fraud.Features.FraudFeature;

namespace Tidings.Core.Decide.Fraud;

/// <summary>Makes of each feature's part in a score what people are told. For payments that are alerted, not for all: it allocates.</summary>
public static class FraudReasons
{
    /// <param name="features">The vector that was scored.</param>
    /// <param name="contributions">Each feature's part in the score.</param>
    /// <param name="most">So many at most.</param>
    /// <returns>The weightiest first; only what speaks for fraud.</returns>
    public static IReadOnlyList<FraudReasonTold> Of(ReadOnlySpan<float> features, ReadOnlySpan<float> contributions, int most = 3)
    {
        var weights = new double[Enum.GetValues<FraudReason>().Length];
        for (var i = 0; i < FraudFeatures.Count; i++)
        {
            if (ReasonOf((FraudFeature)i) is { } reason)
                weights[(int)reason] += contributions[i];
        }
        var told = new List<FraudReasonTold>();
        foreach (var (weight, reason) in weights.Select(static (weight, i) => (weight, (FraudReason)i)).Where(static one => one.weight > 0).OrderByDescending(static one => one.weight))
        {
            if (told.Count < most && Words(reason, features) is { } words)
                told.Add(new(reason, weight, words));
        }
        return told;
    }

    /// <summary>Null: a feature that says nothing to a person by itself.</summary>
    static FraudReason? ReasonOf(FraudFeature feature) => feature switch
    {
        Amount => FraudReason.HighAmount,
        AmountToMean or AmountToMonth or AmountDeviations or AmountRobustDeviations or ShareOfLargest => FraudReason.UnusualAmount,
        CountHour or CountDay or CountWeek or SumHour or SumDay or SumWeek => FraudReason.ManyPayments,
        FraudFeature.UnusualLately => FraudReason.UnusualLately,
        Night or HourShare => FraudReason.UnusualHour,
        FraudFeature.Dormant or DaysSinceLast => FraudReason.Dormant,
        Speed => FraudReason.FarAway,
        FraudFeature.NewTerminal => FraudReason.NewTerminal,
        FraudFeature.NewMerchant => FraudReason.NewMerchant,
        FraudFeature.NewPayee or PayeeMonth => FraudReason.NewPayee,
        FraudFeature.NewDevice or DeviceMonth => FraudReason.NewDevice,
        FraudFeature.NewCountry => FraudReason.NewCountry,
        TerminalRiskDay or TerminalRiskWeek or TerminalRiskMonth or TerminalFraudsDay or TerminalFraudsWeek or TerminalFraudsMonth or TerminalRun or TerminalRunDays or TerminalDaysSinceFraud
            or TerminalGenuineSince => FraudReason.TerminalUnderAttack,
        MerchantFraudsWeek or MerchantFraudsMonth or MerchantRiskMonth => FraudReason.MerchantUnderAttack,
        PayeeFraudsMonth => FraudReason.PayeeKnownForFraud,
        DeviceFraudsMonth => FraudReason.DeviceKnownForFraud,
        OwnFrauds or DaysSinceOwnFraud => FraudReason.OwnFraudLately,
        _ => null,
    };

    /// <summary>Null: the weight came from what is not there, which is no reason that could be told.</summary>
    static string? Words(FraudReason reason, ReadOnlySpan<float> features) => reason switch
    {
        FraudReason.HighAmount => "a high amount",
        FraudReason.UnusualAmount when Value(features, AmountToMean) >= 1.5 => $"{Times(Value(features, AmountToMean))} times the usual amount",
        FraudReason.UnusualAmount => Value(features, ShareOfLargest) > 1 ? "the largest amount so far" : null,
        FraudReason.ManyPayments when Value(features, CountDay) > 0 => $"{Value(features, CountDay) + 1:0} payments in a day",
        FraudReason.UnusualLately when Value(features, FraudFeature.UnusualLately) > 0 => "other unusual payments lately",
        FraudReason.UnusualHour when Value(features, HourShare) < 0.125 => "an unusual hour",
        FraudReason.Dormant when Value(features, DaysSinceLast) >= 7 => $"the first payment for {Value(features, DaysSinceLast):0} days",
        FraudReason.FarAway when Value(features, Speed) > 0 => "far from the last place in the time between",
        FraudReason.NewTerminal when Value(features, FraudFeature.NewTerminal) > 0 => "at a terminal not used before",
        FraudReason.NewMerchant when Value(features, FraudFeature.NewMerchant) > 0 => "at a shop not used before",
        FraudReason.NewPayee when Value(features, FraudFeature.NewPayee) > 0 => "to somebody not paid before",
        FraudReason.NewDevice when Value(features, FraudFeature.NewDevice) > 0 => "from a device not used before",
        FraudReason.NewCountry when Value(features, FraudFeature.NewCountry) > 0 => "in a country not used before",
        FraudReason.TerminalUnderAttack when Value(features, TerminalDaysSinceFraud) >= 0 => "frauds were confirmed at this terminal",
        FraudReason.MerchantUnderAttack when Value(features, MerchantFraudsMonth) > 0 => "frauds were confirmed at this shop",
        FraudReason.PayeeKnownForFraud when Value(features, PayeeFraudsMonth) > 0 => "frauds to this payee were confirmed",
        FraudReason.DeviceKnownForFraud when Value(features, DeviceFraudsMonth) > 0 => "frauds from this device were confirmed",
        FraudReason.OwnFraudLately when Value(features, OwnFrauds) > 0 => "a fraud was confirmed lately",
        _ => null,
    };

    static double Value(ReadOnlySpan<float> features, FraudFeature feature) => features[(int)feature];

    static string Times(double times) => times.ToString(times < 3 ? "0.0" : "0", CultureInfo.InvariantCulture);
}

using Tidings.Core.Compose.Formats;
using Tidings.Core.Decide.Fraud.Features;
using static Tidings.Core.Decide.Fraud.Features.FraudFeature;

namespace Tidings.Core.Decide.Fraud;

/// <summary>Makes of each feature's part in a score what people are told. For payments that are alerted, not for all: it allocates.</summary>
public static class FraudReasons
{
    /// <summary>So many are told unless somebody asks for more: what fits beside a question in a text.</summary>
    public const int Most = 3;

    /// <param name="features">The vector that was scored.</param>
    /// <param name="contributions">Each feature's part in the score.</param>
    /// <param name="most">So many at most.</param>
    /// <returns>The weightiest first; only what speaks for fraud. The words are English; <see cref="FraudReasonTold.WordsIn"/> has them in other languages.</returns>
    public static IReadOnlyList<FraudReasonTold> Of(ReadOnlySpan<float> features, ReadOnlySpan<float> contributions, int most = Most)
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
            if (told.Count < most && Said(reason, features) is { } said)
                told.Add(new(reason, weight, FraudWords.Find(LanguageChain.Last, said.Phrase, said.Number)!) { Said = said });
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
    static (FraudPhrase Phrase, double Number)? Said(FraudReason reason, ReadOnlySpan<float> features) => reason switch
    {
        FraudReason.HighAmount => (FraudPhrase.HighAmount, 0),
        FraudReason.UnusualAmount when Value(features, AmountToMean) >= 1.5 => (FraudPhrase.TimesTheUsual, Value(features, AmountToMean)),
        FraudReason.UnusualAmount when Value(features, ShareOfLargest) > 1 => (FraudPhrase.Largest, 0),
        FraudReason.ManyPayments when Value(features, CountDay) > 0 => (FraudPhrase.ManyPayments, Value(features, CountDay) + 1),
        FraudReason.UnusualLately when Value(features, FraudFeature.UnusualLately) > 0 => (FraudPhrase.UnusualLately, 0),
        FraudReason.UnusualHour when Value(features, HourShare) is >= 0 and < 0.125 => (FraudPhrase.UnusualHour, 0),
        FraudReason.Dormant when Value(features, DaysSinceLast) >= 7 => (FraudPhrase.Dormant, Value(features, DaysSinceLast)),
        FraudReason.FarAway when Value(features, Speed) > 0 => (FraudPhrase.FarAway, 0),
        FraudReason.NewTerminal when Value(features, FraudFeature.NewTerminal) > 0 => (FraudPhrase.NewTerminal, 0),
        FraudReason.NewMerchant when Value(features, FraudFeature.NewMerchant) > 0 => (FraudPhrase.NewMerchant, 0),
        FraudReason.NewPayee when Value(features, FraudFeature.NewPayee) > 0 => (FraudPhrase.NewPayee, 0),
        FraudReason.NewDevice when Value(features, FraudFeature.NewDevice) > 0 => (FraudPhrase.NewDevice, 0),
        FraudReason.NewCountry when Value(features, FraudFeature.NewCountry) > 0 => (FraudPhrase.NewCountry, 0),
        FraudReason.TerminalUnderAttack when Value(features, TerminalDaysSinceFraud) >= 0 => (FraudPhrase.TerminalUnderAttack, 0),
        FraudReason.MerchantUnderAttack when Value(features, MerchantFraudsMonth) > 0 => (FraudPhrase.MerchantUnderAttack, 0),
        FraudReason.PayeeKnownForFraud when Value(features, PayeeFraudsMonth) > 0 => (FraudPhrase.PayeeKnownForFraud, 0),
        FraudReason.DeviceKnownForFraud when Value(features, DeviceFraudsMonth) > 0 => (FraudPhrase.DeviceKnownForFraud, 0),
        FraudReason.OwnFraudLately when Value(features, OwnFrauds) > 0 => (FraudPhrase.OwnFraudLately, 0),
        _ => null,
    };

    static double Value(ReadOnlySpan<float> features, FraudFeature feature) => features[(int)feature];
}

using Tidings.Core.Decide.Fraud.Features;
using static Tidings.Core.Decide.Fraud.Features.FraudFeature;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Which values a feature can have where it is known.</summary>
/// <param name="Whole">None between whole numbers.</param>
internal readonly record struct FeatureRange(double Least, double Most, bool Whole)
{
    static readonly FeatureRange Flag = new(0, 1, true), Share = new(0, 1, false), Count = new(0, double.PositiveInfinity, true), Measure = new(0, double.PositiveInfinity, false),
        Signed = new(double.NegativeInfinity, double.PositiveInfinity, false);

    /// <summary>Below 0 means that it is not known.</summary>
    public bool MayBeUnknown => Least >= 0;

    public static FeatureRange Of(FraudFeature feature) => feature switch
    {
        Weekend or Night or Dormant or NewTerminal or NewMerchant or NewPayee or NewDevice or NewCountry => Flag,
        HourShare or TerminalRiskDay or TerminalRiskWeek or TerminalRiskMonth or MerchantRiskMonth => Share,
        CountHour or CountDay or CountWeek or CountMonth
            or TerminalDelayedDay or TerminalDelayedWeek or TerminalDelayedMonth or TerminalDay or TerminalWeek or TerminalMonth
            or TerminalFraudsDay or TerminalFraudsWeek or TerminalFraudsMonth or TerminalRun or TerminalGenuineSince
            or MerchantFraudsWeek or MerchantFraudsMonth or PayeeFraudsMonth or PayeeMonth or DeviceFraudsMonth or DeviceMonth => Count,
        AmountDeviations or AmountRobustDeviations => Signed,
        _ => Measure,
    };
}

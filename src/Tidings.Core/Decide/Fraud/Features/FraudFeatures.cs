using System.Security.Cryptography;
using System.Text;

namespace Tidings.Core.Decide.Fraud.Features;

/// <summary>The features that run, by name and as one hash.</summary>
public static class FraudFeatures
{
    public const int Count = (int)FraudFeature.DeviceMonth + 1;

    /// <summary>In the vector's order.</summary>
    public static IReadOnlyList<string> Names { get; } = Enum.GetNames<FraudFeature>();

    /// <summary>SHA-256 of the names, each followed by a line feed; the first 16 bytes in lower case hexadecimal.</summary>
    public static string Hash { get; } = HashOf(Names);

    /// <summary>Those that need a label of somebody's: they are silent in an installation where nobody confirms anything.</summary>
    public static IReadOnlyList<FraudFeature> NeedLabels { get; } =
    [
        FraudFeature.OwnFrauds, FraudFeature.DaysSinceOwnFraud, FraudFeature.TerminalRiskDay, FraudFeature.TerminalRiskWeek, FraudFeature.TerminalRiskMonth,
        FraudFeature.TerminalFraudsDay, FraudFeature.TerminalFraudsWeek, FraudFeature.TerminalFraudsMonth,
        FraudFeature.TerminalRun, FraudFeature.TerminalRunDays, FraudFeature.TerminalDaysSinceFraud, FraudFeature.TerminalGenuineSince,
        FraudFeature.MerchantFraudsWeek, FraudFeature.MerchantFraudsMonth, FraudFeature.MerchantRiskMonth, FraudFeature.PayeeFraudsMonth, FraudFeature.DeviceFraudsMonth,
    ];

    public static string HashOf(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(names.Select(static name => name + "\n"))))[..16]);
}

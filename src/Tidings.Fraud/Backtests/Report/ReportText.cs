using System.Globalization;
using System.Net;
using System.Xml;

namespace Tidings.Fraud.Backtests.Report;

/// <summary>Numbers and texts as a report shows them.</summary>
internal static class ReportText
{
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string One(double value) => value.ToString(value < 10 ? "N1" : "N0", CultureInfo.InvariantCulture);

    public static string Money(double value, string currency) => string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 100 ? "N2" : "N0", CultureInfo.InvariantCulture)} {currency}");

    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    public static string Bounds(Interval interval) => $"{Percent(interval.Low)} – {Percent(interval.High)}";

    public static string Day(uint second) => DateTimeOffset.FromUnixTimeSeconds(second).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What others wrote, for a page that is XML too: what no XML may hold is left out.</summary>
    public static string Escaped(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(XmlConvert.IsXmlChar)));
}

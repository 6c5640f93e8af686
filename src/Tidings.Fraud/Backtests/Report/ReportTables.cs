using System.Globalization;
using System.Text;
using static Tidings.Fraud.Backtests.Report.ReportText;

namespace Tidings.Fraud.Backtests.Report;

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    public static void Add(StringBuilder page, BacktestResult result)
    {
        if (result is { Live: { } live, Change: { } change })
            Changes(page, result, live, change);
        Rules(page, result);
        Thresholds(page, result);
    }

    static void Changes(StringBuilder page, BacktestResult result, BookOutcome live, BacktestChange change)
    {
        var (outcome, currency, days) = (result.Outcome, result.Currency, (double)Math.Max(1, result.Days));
        Begin(page, "Against what is live", "The same payments, judged by both.", "", "Live", "These rules");
        Row(page, "Alerts a day", One(live.Alerts / days), One(outcome.Alerts / days));
        Row(page, "Frauds caught", Count(live.Caught), Count(outcome.Caught));
        Row(page, "Money of the frauds caught", Money(live.CaughtMoney, currency), Money(outcome.CaughtMoney, currency));
        Row(page, "Precision", Shared(live.Precision), Shared(outcome.Precision));
        Row(page, "Recall", Shared(live.Recall), Shared(outcome.Recall));
        Row(page, "Customers asked, and those without a fraud", $"{Count(live.Asked)}, {Count(live.AskedForNothing)}", $"{Count(outcome.Asked)}, {Count(outcome.AskedForNothing)}");
        Row(page, "Texts", Count(live.Texts), Count(outcome.Texts));
        End(page);
        Begin(page, "What changes", $"{Count(change.Both)} alerts are the same.", "", "Alerts", "Frauds", "Money of frauds");
        Row(page, "Only with these rules", Count(change.OnlyNew.Alerts), Count(change.OnlyNew.Frauds), Money(change.OnlyNew.Money, currency));
        Row(page, "Only with what is live", Count(change.OnlyLive.Alerts), Count(change.OnlyLive.Frauds), Money(change.OnlyLive.Money, currency));
        End(page);
    }

    static void Rules(StringBuilder page, BacktestResult result)
    {
        if (result.Rules.Count == 0)
            return;
        Begin(page, "By rule", "How often all conditions of a rule held, whatever else was found.", "Rule", "Points", "Held", "Frauds", "Of what held", "95 %", "Alerts");
        foreach (var rule in result.Rules)
        {
            var (name, shadow) = (rule.Title.Length > 0 ? rule.Title : rule.Id, rule.Counts ? "" : ", in shadow: adds nothing");
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Escaped(name)}<small>{Escaped(rule.Id)}{shadow}</small></td><td>{rule.Points:0.##}</td><td>{Count(rule.Held)}</td><td>{Count(rule.Frauds)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{(rule.Held == 0 ? "–" : Percent(rule.Precision.Share))}</td><td>{(rule.Held == 0 ? "–" : Bounds(rule.Precision))}</td><td>{Count(rule.Alerts)}</td></tr>\n");
        }
        End(page);
    }

    static void Thresholds(StringBuilder page, BacktestResult result)
    {
        var choices = BacktestChoices.Of(result);
        if (choices.Count == 0)
            return;
        Begin(page, "If customers were asked from other points on", $"These rules ask from {result.Outcome.AskAt.ToString("0.##", CultureInfo.InvariantCulture)} points on.", "Points", "Alerts a day", "Frauds caught", "Precision", "95 %", "Recall", "95 %");
        foreach (var one in choices)
        {
            var (precision, recall) = (Interval.Of(one.Caught, one.Alerts), Interval.Of(one.Caught, one.Frauds));
            Row(page, one.Points.ToString("0.0", CultureInfo.InvariantCulture), One(one.Alerts / (double)result.Days), Count(one.Caught), Percent(precision.Share), Bounds(precision), Percent(recall.Share), Bounds(recall));
        }
        End(page);
    }

    static string Shared(Interval interval) => $"{Percent(interval.Share)} ({Bounds(interval)})";

    static void Begin(StringBuilder page, string title, string caption, params ReadOnlySpan<string> columns)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{title}</h2>\n<table>\n<caption>{Escaped(caption)}</caption>\n<thead><tr>");
        foreach (var column in columns)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{column}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
    }

    static void Row(StringBuilder page, params ReadOnlySpan<string> cells)
    {
        page.Append("<tr>");
        foreach (var cell in cells)
            page.Append(CultureInfo.InvariantCulture, $"<td>{Escaped(cell)}</td>");
        page.Append("</tr>\n");
    }

    static void End(StringBuilder page) => page.Append("</tbody>\n</table>\n</section>\n");
}

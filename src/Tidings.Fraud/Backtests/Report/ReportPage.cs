using System.Globalization;
using System.Text;
using static Tidings.Fraud.Backtests.Report.ReportText;

namespace Tidings.Fraud.Backtests.Report;

/// <summary>
/// A backtest as one page that needs nothing beside it: no script, no picture, no font, so that it may be opened under <c>default-src 'none'; style-src 'unsafe-inline'</c> and sent to whoever decides. No customer is in it.
/// </summary>
public static class ReportPage
{
    const int MostDaysByOne = 92;
    static readonly ReportCharts Wide = new(1_000), Half = new(480);

    public static string Of(BacktestResult result, ReportNames names)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>Backtest of fraud rules, {Day(result.From)} to {Day(LastSecond(result))}</title>\n<style>\n{ReportStyle.Css}\n</style>\n</head>\n<body>\n<main>\n");
        Head(page, result);
        Tiles(page, result);
        Charts(page, result);
        ReportTables.Add(page, result);
        Assumptions(page, result);
        Foot(page, names);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    static uint LastSecond(BacktestResult result) => Math.Max(result.From, result.Until - 1);

    static void Head(StringBuilder page, BacktestResult result)
    {
        page.Append(CultureInfo.InvariantCulture, $"<header>\n<h1>Backtest of fraud rules</h1>\n<p class=\"sub\">{Day(result.From)} to {Day(LastSecond(result))}, {Count(result.Days)} days: ");
        page.Append(CultureInfo.InvariantCulture, $"{Count(result.Payments)} payments of {Count(result.Customers)} customers, {Count(result.Frauds)} known frauds of {Money(result.FraudMoney, result.Currency)}.</p>\n</header>\n");
        page.Append("<div class=\"notice\"><p>These figures are of this history: of the frauds that somebody found, and of customers who did as they did without being asked. They are no promise for the next month.</p>");
        if (result.Options.Shadow)
            page.Append("<p>What is in shadow is counted here as if it were live.</p>");
        page.Append("</div>\n");
    }

    static void Tiles(StringBuilder page, BacktestResult result)
    {
        var (outcome, currency) = (result.Outcome, result.Currency);
        page.Append("<dl class=\"tiles\">\n");
        Tile("Alerts a day", One(outcome.Alerts / (double)Math.Max(1, result.Days)), $"{Count(outcome.Alerts)} in all, {Count(outcome.Declined)} of them to decline");
        Tile("Frauds caught", $"{Count(outcome.Caught)} of {Count(outcome.Frauds)}", $"{Percent(outcome.Recall.Share)}, surely {Bounds(outcome.Recall)}");
        Tile("Right when it alerts", Percent(outcome.Precision.Share), $"surely {Bounds(outcome.Precision)}");
        Tile("Money of the frauds caught", Money(outcome.CaughtMoney, currency), $"of {Money(result.FraudMoney, currency)}");
        Tile("Saved, if payments wait for the answer", Money(outcome.SavedHeld, currency), $"where {Percent(result.Options.Answer)} answer");
        Tile("Saved, if they are booked first", Money(outcome.SavedBooked, currency), "of the same customers' next frauds");
        Tile("Customers asked", Count(outcome.Asked), $"{Count(outcome.AskedForNothing)} of them had no fraud");
        Tile("Texts", Count(outcome.Texts), result.Options.Price > 0 ? $"{Money(outcome.TextsCost, currency)}; {Count(outcome.Questions)} questions, and reminders" : $"{Count(outcome.Questions)} questions, and reminders");
        page.Append("</dl>\n");

        void Tile(string name, string figure, string note) =>
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"tile\"><dt>{Escaped(name)}</dt><dd class=\"figure\">{Escaped(figure)}</dd><dd class=\"note\">{Escaped(note)}</dd></div>\n");
    }

    static void Charts(StringBuilder page, BacktestResult result)
    {
        var every = result.Days > MostDaysByOne ? 7 : 1;
        var (unit, spans) = (every == 1 ? "day" : "week", result.ByDay.Chunk(every).ToArray());
        Section(page, $"Alerts by {unit}", Wide.Bars($"Alerts by {unit}, frauds and genuine payments", [.. spans.Select(Alerts)], "caught", "genuine"),
            [("caught", "frauds"), ("genuine", "genuine payments")]);
        page.Append("<div class=\"two\">\n");
        var (outcome, live) = (result.Outcome, result.Live);
        Section(page, "Precision (up) over recall (right)", Half.Curve(
                "Precision over recall for each number of points", result.Curve, (outcome.Recall.Share, outcome.Precision.Share), live is null ? null : (live.Recall.Share, live.Precision.Share)),
            live is null ? [("here", "these rules")] : [("here", "these rules"), ("live", "what is live")]);
        Section(page, $"Money of frauds by {unit}, {Escaped(result.Currency)}", Half.Bars($"Money of frauds by {unit}, caught and missed", [.. spans.Select(Taken)], "caught", "missed"),
            [("caught", "caught"), ("missed", "missed")]);
        page.Append("</div>\n");

        static ReportCharts.Bar Alerts(BacktestDay[] span)
        {
            var (alerts, caught) = (span.Sum(static day => day.Alerts), span.Sum(static day => day.Caught));
            return new(Day(span[0].Day), caught, alerts - caught, $"{Day(span[0].Day)}: {Count(alerts)} alerts, {Count(caught)} of them frauds");
        }

        ReportCharts.Bar Taken(BacktestDay[] span)
        {
            var (caught, missed) = (span.Sum(static day => day.CaughtMoney), span.Sum(static day => day.MissedMoney));
            return new(Day(span[0].Day), caught, missed, $"{Day(span[0].Day)}: {Money(caught, result.Currency)} caught, {Money(missed, result.Currency)} missed");
        }
    }

    static void Section(StringBuilder page, string title, string svg, (string Kind, string Words)[] legend)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{title}</h2>\n{svg}\n<p class=\"legend\">");
        foreach (var (kind, words) in legend)
            page.Append(CultureInfo.InvariantCulture, $"<span><i class=\"{kind}\"></i>{words}</span>");
        page.Append("</p>\n</section>\n");
    }

    static void Assumptions(StringBuilder page, BacktestResult result)
    {
        page.Append("<section>\n<h2>What was taken for granted</h2>\n<ul>\n");
        foreach (var one in BacktestAssumptions.Of(result))
            page.Append(CultureInfo.InvariantCulture, $"<li>{Escaped(one)}</li>\n");
        page.Append("</ul>\n</section>\n");
    }

    static void Foot(StringBuilder page, ReportNames names) => page.Append(
        CultureInfo.InvariantCulture,
        $"<footer><p>History: {Escaped(string.Join(", ", names.History))}. Rules: {Escaped(names.Rules ?? "the defaults")}. Model: {Escaped(names.Model ?? "none")}.{(names.Against is { } live ? $" Live: {Escaped(live)}." : "")}</p></footer>\n");
}

using System.Globalization;
using System.Text.Json.Nodes;
using Tidings.Fraud.Backtests;

namespace Tidings.Cli.Commands;

/// <summary>A backtest in lines for people, or as one JSON object.</summary>
internal static class BacktestLines
{
    public static void Say(BacktestResult result, bool json)
    {
        if (json)
        {
            Console.WriteLine(Json(result).ToJsonString());
            return;
        }
        var (outcome, days) = (result.Outcome, (double)result.Days);
        Line($"{result.Payments:N0} payments of {result.Customers:N0} customers in {result.Days:N0} days, {result.Frauds:N0} known frauds of {result.FraudMoney:N2} {result.Currency}");
        Line($"  alerts             {outcome.Alerts:N0}, {outcome.Alerts / days:N1} a day; {outcome.Declined:N0} of them to decline");
        Line($"  frauds caught      {outcome.Caught:N0} of {outcome.Frauds:N0}, {outcome.CaughtMoney:N2} of {result.FraudMoney:N2} {result.Currency}");
        Line($"  precision          {Shown(outcome.Precision)}");
        Line($"  recall             {Shown(outcome.Recall)}");
        Line($"  saved if held      {outcome.SavedHeld:N2} {result.Currency} (where {result.Options.Answer:0 %} answer before the payment is booked)");
        Line($"  saved if booked    {outcome.SavedBooked:N2} {result.Currency} (the same customers' next frauds)");
        Line($"  customers asked    {outcome.Asked:N0}, {outcome.AskedForNothing:N0} of them had no fraud");
        Line($"  texts              {outcome.Texts:N0}, {outcome.TextsCost:N2} {result.Currency}; {outcome.Questions:N0} questions and their reminders");
        foreach (var rule in result.Rules)
            Line($"  rule {rule.Id,-24} held {rule.Held,8:N0}, {rule.Frauds,6:N0} of them frauds{(rule.Held == 0 ? "" : $" ({rule.Precision.Share:0.0 %})")}{(rule.Counts ? "" : ", in shadow")}");
        if (result is { Live: { } live, Change: { } change })
        {
            Line($"against what is live: {live.Alerts / days:N1} alerts a day, {live.Caught:N0} frauds caught, {live.CaughtMoney:N2} {result.Currency}");
            Line($"  only now found     {change.OnlyNew.Alerts:N0} alerts, {change.OnlyNew.Frauds:N0} frauds, {change.OnlyNew.Money:N2} {result.Currency}");
            Line($"  found no more      {change.OnlyLive.Alerts:N0} alerts, {change.OnlyLive.Frauds:N0} frauds, {change.OnlyLive.Money:N2} {result.Currency}");
            Line($"  as before          {change.Both:N0} alerts");
        }
        Console.WriteLine("taken for granted:");
        foreach (var one in BacktestAssumptions.Of(result))
            Console.WriteLine($"  - {one}");
    }

    static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    static string Shown(Interval interval) => string.Create(CultureInfo.InvariantCulture, $"{interval.Share:0.0 %}, surely {interval.Low:0.0 %} to {interval.High:0.0 %}");

    static JsonObject Json(BacktestResult result)
    {
        var json = new JsonObject
        {
            ["payments"] = result.Payments,
            ["customers"] = result.Customers,
            ["days"] = result.Days,
            ["not_scored"] = result.NotScored,
            ["frauds"] = result.Frauds,
            ["fraud_money"] = Rounded(result.FraudMoney),
            ["average_precision"] = Rounded(result.Curve.AveragePrecision),
        };
        Add(json, "", result.Outcome, result.Days);
        json["rules"] = new JsonArray([.. result.Rules.Select(static rule => new JsonObject { ["id"] = rule.Id, ["counts"] = rule.Counts, ["held"] = rule.Held, ["frauds"] = rule.Frauds, ["alerts"] = rule.Alerts })]);
        if (result is { Live: { } live, Change: { } change })
        {
            Add(json, "live_", live, result.Days);
            json["alerts_both"] = change.Both;
            foreach (var (name, part) in (ReadOnlySpan<(string, ChangedAlerts)>)[("only_new", change.OnlyNew), ("only_live", change.OnlyLive)])
            {
                json[$"{name}_alerts"] = part.Alerts;
                json[$"{name}_frauds"] = part.Frauds;
                json[$"{name}_money"] = Rounded(part.Money);
            }
        }
        return json;
    }

    static void Add(JsonObject json, string prefix, BookOutcome outcome, int days)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)
        [
            ("alerts", outcome.Alerts), ("alerts_per_day", outcome.Alerts / (double)Math.Max(1, days)), ("declined", outcome.Declined), ("caught", outcome.Caught), ("caught_money", outcome.CaughtMoney),
            ("precision", outcome.Precision.Share), ("precision_low", outcome.Precision.Low), ("precision_high", outcome.Precision.High),
            ("recall", outcome.Recall.Share), ("recall_low", outcome.Recall.Low), ("recall_high", outcome.Recall.High),
            ("questions", outcome.Questions), ("customers_asked", outcome.Asked), ("customers_asked_for_nothing", outcome.AskedForNothing),
            ("texts", outcome.Texts), ("texts_cost", outcome.TextsCost), ("saved_if_held", outcome.SavedHeld), ("saved_if_booked", outcome.SavedBooked),
        ])
            json[prefix + name] = Rounded(value);
    }

    static double Rounded(double value) => Math.Round(value, 4);
}

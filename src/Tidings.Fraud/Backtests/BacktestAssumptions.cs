using System.Globalization;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Backtests.Report;

namespace Tidings.Fraud.Backtests;

/// <summary>What the figures of a backtest take for granted, in words.</summary>
public static class BacktestAssumptions
{
    public static IReadOnlyList<string> Of(BacktestResult result)
    {
        var options = result.Options;
        var answer = ReportText.Percent(options.Answer);
        return
        [
            $"{ReportText.Count(result.Before)} payments before {ReportText.Day(result.From)} only taught what is usual.",
            string.Create(CultureInfo.InvariantCulture, $"A label counts from the time that the file gives for it, else {options.Delay / (double)Seconds.Day:0.#} days after its payment. No label comes of an answer: nobody was asked."),
            "What has no label counts as genuine: a fraud that nobody found counts as an alert for nothing where it is found here.",
            $"Saved, if payments wait: the amount of each fraud that is asked about, times {answer} who answer. Nothing for those who do not.",
            string.Create(CultureInfo.InvariantCulture, $"Saved, if they are booked first: what the same customer's frauds took in the {options.BlockedFor / (double)Seconds.Day:0.#} days after one that was asked about, times {answer}; that one itself is lost."),
            $"An alert at the merchant, terminal, payee or device of an open question is part of that question. Each question is a text, and a reminder goes to those who do not answer it. A text costs {options.Price.ToString("0.####", CultureInfo.InvariantCulture)} {result.Currency}.",
            "Intervals are Wilson's for 95 %, as if payments were independent of each other. Frauds of one thief are not: they are wider in truth.",
            "A model that was trained on these days knows their frauds: count from a day after its training.",
            $"{ReportText.Count(result.NotScored)} rows were no payment by a customer, or in a currency whose worth the rules do not say.",
        ];
    }
}

using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Fraud.Backtests;
using Tidings.Fraud.Backtests.Report;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings backtest</c>: what rules and a model would have done on the bank's own history, before anybody is asked.</summary>
internal static class BacktestCommand
{
    public static Command Create()
    {
        var (files, map, labels, delay) = (HistoryInput.Files(), HistoryInput.Map(), HistoryInput.Labels(), HistoryInput.Delay());
        var rules = new Option<FileInfo?>("--rules") { Description = "The fraud rules to try; without it the fixed points, with the defaults" };
        var model = new Option<FileInfo?>("--model") { Description = "The model to try, from tidings fraud train" };
        var against = new Option<FileInfo?>("--against") { Description = "The rules that are live, to see what changes" };
        var againstModel = new Option<FileInfo?>("--against-model") { Description = "The model that is live; without it the one that is tried" };
        var report = new Option<FileInfo?>("--report") { Description = "Writes a page with charts: one file, without scripts" };
        var from = new Option<string?>("--from") { Description = "The first day that is counted, by UTC; without it after 30 days, or a quarter of a shorter history" };
        var price = HistoryInput.Number("--price", "What one text costs, in the currency of the rules", 0);
        var answer = HistoryInput.Number("--answer", "The share of customers who answer when they are asked, 0 to 1: an assumption", 0.6);
        var shadow = new Option<bool>("--shadow") { Description = "Counts what is in shadow as if it were live" };
        var json = new Option<bool>("--json") { Description = "One JSON object on the last line" };
        var command = new Command("backtest", "Replays the bank's payments through fraud rules and a model: alerts, frauds caught, money, texts, and what changes")
        {
            files, rules, model, against, againstModel, report, from, labels, delay, map, price, answer, shadow, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(answer) is not (>= 0 and <= 1))
                result.AddError("--answer is a share: 0 to 1.");
            if (result.GetValue(againstModel) is not null && result.GetValue(against) is null)
                result.AddError("--against-model belongs to --against.");
        });
        command.SetAction((parsed, cancel) => FraudTrainCommand.Run(async () =>
        {
            var options = new BacktestOptions
            {
                From = HistoryInput.Day(parsed.GetValue(from), "--from"), Delay = HistoryInput.DelayOf(parsed.GetValue(delay)), Answer = parsed.GetValue(answer), Price = parsed.GetValue(price), Shadow = parsed.GetValue(shadow),
            };
            if (BookOf(parsed.GetValue(rules), parsed.GetValue(model)) is not { } book)
                return 1;
            FraudBook? live = null;
            if (parsed.GetValue(against) is { } liveRules)
            {
                live = BookOf(liveRules, parsed.GetValue(againstModel) ?? parsed.GetValue(model));
                if (live is null || !Compare(book, live))
                    return 1;
            }
            if (await HistoryInput.Read(parsed.GetValue(files)!, parsed.GetValue(labels), parsed.GetValue(map)!, cancel) is not { } history)
                return 1;
            var result = new Backtest(history.Payments, book, live, options).Run(cancel);
            if (result.Payments == 0)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"No payment is left to count: {result.Before} are before the first day that is counted, {result.NotScored} are none or in a currency whose worth the rules do not say."));
                return 1;
            }
            if (parsed.GetValue(report) is { } page)
            {
                var names = new ReportNames([.. parsed.GetValue(files)!.Select(static file => file.Name)], Named(parsed.GetValue(rules)), Named(parsed.GetValue(model)), Named(parsed.GetValue(against)));
                ReplacedFile.Write(page.FullName, Encoding.UTF8.GetBytes(ReportPage.Of(result, names)));
            }
            BacktestLines.Say(result, parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    /// <summary>Rules as if they were live, whatever their file says of them as a whole: nobody needs to try what does nothing. Null: something is wrong with it, which was said.</summary>
    static FraudBook? BookOf(FileInfo? rulesFile, FileInfo? modelFile)
    {
        FraudModel? model = null;
        if (FraudRulesFile.Read(rulesFile) is not { } rules || (modelFile is not null && (model = HistoryInput.Model(modelFile)) is null))
            return null;
        if (rulesFile is null)
            rules = rules with { Model = model is null ? FraudMode.Off : FraudMode.Live };
        if (model is not null && rules.Model == FraudMode.Off)
            Console.Error.WriteLine($"{rulesFile!.Name}, model: It is off: the model that was given counts for nothing. Write live, or shadow with --shadow.");
        if (model is null && rules.Model != FraudMode.Off)
            Console.Error.WriteLine($"{rulesFile!.Name}, model: It is {(rules.Model == FraudMode.Live ? "live" : "in shadow")}, and no --model was given: fixed points count.");
        return HistoryInput.Book(rules with { Mode = FraudMode.Live }, model, rulesFile);
    }

    /// <summary>One history is replayed for both: its amounts are of one currency.</summary>
    static bool Compare(FraudBook book, FraudBook live)
    {
        if (book.Rules.Currency == live.Rules.Currency)
            return true;
        Console.Error.WriteLine($"The rules compare amounts in {book.Rules.Currency} and those that are live in {live.Rules.Currency}: their points say different things.");
        return false;
    }

    static string? Named(FileInfo? file) =>
        file is null ? null : $"{file.Name} (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))[..16]}…)";
}

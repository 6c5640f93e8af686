using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings fraud train</c>: a model of the bank's own history, as a file.</summary>
internal static class FraudTrainCommand
{
    public static Command Create()
    {
        var (files, map, labels, delay) = (HistoryInput.Files(), HistoryInput.Map(), HistoryInput.Labels(), HistoryInput.Delay());
        var to = new Option<FileInfo>("--out") { Description = "The model's file", Required = true };
        var until = new Option<string?>("--until") { Description = "The last day of which anything is known, by UTC: as if it were trained at its end" };
        var rules = new Option<FileInfo?>("--rules") { Description = "The bank's fraud rules: in which currency amounts are compared, and what others are worth. Without it all payments are of one currency" };
        var seed = new Option<int>("--seed") { Description = "The same history and seed make the same model", DefaultValueFactory = static _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON object on the last line" };
        var command = new Command("train", "Trains a model on the bank's own payments and says how well it orders those that it has not seen") { files, to, until, labels, rules, delay, map, seed, json };
        command.SetAction((parsed, cancel) => Run(async () =>
        {
            if (await HistoryInput.Read(parsed.GetValue(files)!, parsed.GetValue(labels), parsed.GetValue(map)!, cancel) is not { } history || RulesOf(parsed.GetValue(rules), history) is not { } currencies)
                return 1;
            var last = HistoryInput.Day(parsed.GetValue(until), "--until");
            var trained = HistoryTraining.Run(history.Payments, new()
            {
                Trees = new() { Seed = parsed.GetValue(seed) }, Rules = currencies, Delay = HistoryInput.DelayOf(parsed.GetValue(delay)), Until = last + Seconds.Day,
            });
            if (trained is HistoryTrained.Refused refused)
            {
                Console.Error.WriteLine(refused.Why);
                return 1;
            }
            var (good, file) = ((HistoryTrained.Good)trained, parsed.GetValue(to)!);
            var bytes = FraudModelFile.Write(good.Model);
            ReplacedFile.Write(file.FullName, bytes);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (parsed.GetValue(json))
                Console.WriteLine(Json(good, hash).ToJsonString());
            else
                Say(good, history.Payments, file, hash);
            return 0;
        }));
        return command;
    }

    internal static async Task<int> Run(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    /// <summary>Without rules amounts can only be compared if all are of one currency.</summary>
    static FraudRules? RulesOf(FileInfo? file, BankHistory history)
    {
        if (file is not null)
            return FraudRulesFile.Read(file);
        var currencies = history.Payments.Select(static one => one.Currency).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToArray();
        if (currencies.Length < 2)
            return new() { Currency = currencies.FirstOrDefault() ?? new FraudRules().Currency };
        Console.Error.WriteLine($"The payments are of several currencies ({string.Join(", ", currencies)} among them). Give --rules, which say what each is worth.");
        return null;
    }

    static void Say(HistoryTrained.Good good, IReadOnlyList<PastPayment> payments, FileInfo file, string hash)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{payments.Count:N0} payments, {payments[0].Time.UtcDateTime:yyyy-MM-dd} to {payments[^1].Time.UtcDateTime:yyyy-MM-dd}"));
        Console.WriteLine($"learned from   {Part(good.Learned)}");
        Console.WriteLine($"tried on       {Part(good.HeldOut)}, which another model, trained likewise on what was known before, had not seen:");
        foreach (var (name, value) in good.Figures.Named())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {value,8:0.000}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"(a score that says nothing)",-28} {good.AmongAll,8:0.000} average precision"));
        Console.WriteLine("These figures are of this history: of frauds that somebody found. They are no promise for the next month. Run it in shadow first, and try it: tidings backtest.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {good.Model.Trees} trees, {good.Model.Nodes} nodes, SHA-256 {hash}"));
        if (payments.Any(static one => one.Terminal is not null || !float.IsNaN(one.Latitude)))
            Console.WriteLine("The history has terminals or places: give them in the events too. A model that knows them judges worse without.");
    }

    static string Part(HistoryPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTimeOffset.FromUnixTimeSeconds(part.From):yyyy-MM-dd} to {DateTimeOffset.FromUnixTimeSeconds(Math.Max(part.From, part.Until - 1)):yyyy-MM-dd}: {part.Payments:N0} payments, {part.Frauds:N0} of them frauds");

    static JsonObject Json(HistoryTrained.Good good, string hash)
    {
        var figures = new JsonObject(good.Figures.Named().Select(static one => KeyValuePair.Create(one.Name, (JsonNode?)JsonValue.Create(Math.Round(one.Value, 4)))));
        figures["held_out_share_of_frauds"] = Math.Round(good.AmongAll, 6);
        foreach (var (name, part) in (ReadOnlySpan<(string, HistoryPart)>)[("learned", good.Learned), ("held_out", good.HeldOut)])
        {
            figures[$"{name}_payments"] = part.Payments;
            figures[$"{name}_frauds"] = part.Frauds;
        }
        figures["trees"] = good.Model.Trees;
        figures["sha256"] = hash;
        return figures;
    }
}

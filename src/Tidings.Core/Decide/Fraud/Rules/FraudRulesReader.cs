using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Reads the bank's fraud rules from JSON, and names every member that is wrong. What it lets through a <see cref="FraudBook"/> can be made of.</summary>
public static class FraudRulesReader
{
    /// <summary>A payment has so many points at most, and a rule adds or takes so many at most.</summary>
    public const int MostPoints = 1_000;
    /// <summary>So many rules at most.</summary>
    public const int MostRules = 128;
    const int MostLists = 64, MostSegments = 32, MostRates = 200;
    const decimal LargestAmount = 1_000_000_000_000m;
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Day = TimeSpan.FromDays(1);

    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static FraudRules? Read(ReadOnlyMemory<byte> json, List<FieldError> errors) =>
        DocumentReader.Whole(json, errors, root => Read(new DocumentReader(root, "", errors)));

    static FraudRules? Read(DocumentReader reader)
    {
        var standard = new FraudRules();
        var rules = new FraudRules
        {
            Mode = reader.Enum<FraudMode>("mode", standard.Mode),
            AskAt = (double)(reader.Number("askAt", 0, MostPoints) ?? (decimal)standard.AskAt),
            DeclineAt = (double)(reader.Number("declineAt", 0, MostPoints) ?? (decimal)standard.DeclineAt),
            HighAmount = (double)(reader.Number("highAmount", 0.01m, LargestAmount) ?? (decimal)standard.HighAmount),
            Currency = reader.Text("currency", 3, static code => Currencies.Find(code) is not null, "Write the three capital letters of ISO 4217: EUR.", standard.Currency),
            Rates = Rates(reader),
            Model = reader.Enum<FraudMode>("model", standard.Model),
            Rules = reader.List("rules", false, MostRules, (item, at) => FraudRuleReader.Rule(new(item, at, reader.Errors))),
            Lists = reader.List("lists", false, MostLists, (item, at) => FraudRuleReader.List(new(item, at, reader.Errors))),
            Segments = reader.List("segments", false, MostSegments, (item, at) => FraudRuleReader.Segment(new(item, at, reader.Errors))),
            Asking = reader.Object("asking") is { } asking ? Asking(asking) : standard.Asking,
        };
        reader.Done();
        FraudRuleChecks.Check(rules, reader.Errors);
        return reader.Errors.Count == 0 ? rules : null;
    }

    static Dictionary<string, double> Rates(DocumentReader reader)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!reader.TryGet("rates", out var listed))
            return rates;
        if (listed.ValueKind != JsonValueKind.Object || listed.EnumerateObject().Count() > MostRates)
            reader.Wrong("rates", FieldCodes.Format, $"It is not an object of at most {MostRates} rates.", "Write what one unit is worth: { \"USD\": 0.92 }.");
        else
            foreach (var currency in listed.EnumerateObject())
                if (Currencies.Find(currency.Name) is { } code && currency.Value.ValueKind == JsonValueKind.Number && currency.Value.TryGetDouble(out var rate) && rate is >= 1e-6 and <= 1e6)
                    rates[code] = rate;
                else
                    reader.Wrong($"rates.{currency.Name}", FieldCodes.Range, "It is not what one unit of a currency is worth, from 0.000001 to 1000000.", "Write the code of ISO 4217 and a number: \"USD\": 0.92.");
        return rates;
    }

    static FraudAsking Asking(DocumentReader reader)
    {
        var standard = new FraudAsking();
        var remind = reader.Duration("remindAfter", TimeSpan.Zero, Day, false) ?? standard.RemindAfter;
        if (remind > TimeSpan.Zero && remind < Minute)
            reader.Wrong("remindAfter", FieldCodes.Range, "It is less than a minute.", "Write PT1M or more, or PT0S: nobody is reminded.");
        var asking = new FraudAsking
        {
            RemindAfter = remind,
            GiveUpAfter = reader.Duration("giveUpAfter", 5 * Minute, 3 * Day, false) ?? standard.GiveUpAfter,
            NoAnswer = reader.Enum<FraudNoAnswer>("noAnswer", standard.NoAnswer),
            DistrustNumberFor = reader.Duration("distrustNumberFor", TimeSpan.Zero, 90 * Day, false) ?? standard.DistrustNumberFor,
            GatherFor = reader.Duration("gatherFor", TimeSpan.Zero, 7 * Day, false) ?? standard.GatherFor,
            MaxAge = reader.Duration("maxAge", Minute, 7 * Day, false) ?? standard.MaxAge,
            DeniableFor = reader.Duration("deniableFor", TimeSpan.Zero, 7 * Day, false) ?? standard.DeniableFor,
            DenyAtOnce = reader.Flag("denyAtOnce", standard.DenyAtOnce),
        };
        reader.Done();
        return asking;
    }
}

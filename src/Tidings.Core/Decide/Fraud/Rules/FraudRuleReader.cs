using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Reads rules, lists and segments.</summary>
internal static class FraudRuleReader
{
    const int MostConditions = 16, MostEntries = 10_000, LongestValue = 140, LongestReason = 80, LongestLanguage = 35;
    const string IdFix = "Write lower case letters, digits and hyphens.";

    public static FraudRule Rule(DocumentReader reader)
    {
        var rule = new FraudRule
        {
            Id = Id(reader),
            Title = reader.TryGet("title", out var title) && title.ValueKind == JsonValueKind.String && title.GetString()!.Length == 0 ? "" : reader.Text("title", 100, otherwise: ""),
            Mode = reader.Enum<FraudMode>("mode", FraudMode.Shadow),
            Points = reader.Need("points", out _) ? (double)(reader.Number("points", -FraudRulesReader.MostPoints, FraudRulesReader.MostPoints) ?? 0) : 0,
            When = When(reader),
            Reasons = reader.TryGet("reasons", out var reasons) ? Reasons(reader, reasons) : new Dictionary<string, string>(),
            SnoozedUntil = reader.Moment("snoozedUntil"),
        };
        reader.Done();
        return rule;
    }

    public static FraudSegment Segment(DocumentReader reader)
    {
        var segment = new FraudSegment
        {
            Id = Id(reader),
            When = When(reader),
            AskAt = (double?)reader.Number("askAt", 0, FraudRulesReader.MostPoints),
            DeclineAt = (double?)reader.Number("declineAt", 0, FraudRulesReader.MostPoints),
        };
        reader.Done();
        return segment;
    }

    public static FraudList List(DocumentReader reader)
    {
        var list = new FraudList(Id(reader), reader.List("entries", false, MostEntries, (item, at) => Entry(item, at, reader.Errors)));
        reader.Done();
        return list;
    }

    /// <summary>A text alone is an entry for ever.</summary>
    static FraudListEntry Entry(JsonElement item, string at, List<FieldError> errors)
    {
        if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= LongestValue } text)
            return new(text, null);
        var reader = new DocumentReader(item, at, errors);
        var entry = new FraudListEntry(reader.Text("value", LongestValue), reader.Moment("until"));
        reader.Done();
        return entry;
    }

    static string Id(DocumentReader reader) => reader.Text("id", 40, PolicyPackReader.IsWord, IdFix);

    static FraudCondition[] When(DocumentReader reader) => reader.List("when", true, MostConditions, (item, at) => FraudConditionReader.Read(new(item, at, reader.Errors)));

    static Dictionary<string, string> Reasons(DocumentReader reader, JsonElement told)
    {
        var reasons = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var language in told.ValueKind == JsonValueKind.Object ? told.EnumerateObject().ToArray() : [])
            if (!IsLanguage(language.Name))
                reader.Wrong($"reasons.{language.Name}", FieldCodes.Format, "It is not the tag of a language.", "Write it by BCP 47: en, pt-BR.");
            else if (language.Value.ValueKind != JsonValueKind.String || !IsReason(language.Value.GetString()!))
                reader.Wrong($"reasons.{language.Name}", FieldCodes.Format, $"It is not one line of 1 to {LongestReason} characters.", "Write a few words that can stand among others: at a shop not used before.");
            else if (!reasons.TryAdd(language.Name, language.Value.GetString()!))
                reader.Wrong($"reasons.{language.Name}", FieldCodes.Repeated, "The language stands twice.", "Write it once.");
        if (told.ValueKind != JsonValueKind.Object)
            reader.Wrong("reasons", FieldCodes.Format, "It is not an object.", "Write words by language: { \"en\": \"…\" }.");
        return reasons;
    }

    static bool IsLanguage(string tag) => tag.Length is >= 2 and <= LongestLanguage && tag.Split('-').All(static part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    static bool IsReason(string text) => text.Trim().Length > 0 && text.Length <= LongestReason && !text.Any(char.IsControl);
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Reads a pack from JSON and names every member that is wrong, by rule. docs/policies.md describes the document.</summary>
public static partial class PolicyPackReader
{
    /// <summary>The most rules of a pack.</summary>
    public const int MostRules = 500;

    /// <summary>A whole pack, with the checks between its rules.</summary>
    /// <returns>Null where there are <paramref name="errors"/>: fields are <c>rules[ID].member</c>.</returns>
    public static PolicyPack? Read(ReadOnlyMemory<byte> json, List<FieldError> errors) =>
        DocumentReader.Whole(json, errors, root => Read(root, errors));

    static PolicyPack? Read(JsonElement root, List<FieldError> errors)
    {
        var before = errors.Count;
        var reader = new DocumentReader(root, "", errors);
        var pack = new PolicyPack
        {
            Id = reader.Text("id", 40, IsWord, "Write lower case letters, digits and hyphens."),
            Title = reader.Text("title", 100),
            Rules = reader.List("rules", true, MostRules, (item, at) => Rule(new(item, Named(item) is { } id ? $"rules[{id}]" : at, errors))),
        };
        reader.Done();
        if (errors.Count == before)
            PackChecks.Check(pack.Rules, errors);
        return errors.Count == before ? pack : null;
    }

    static string? Named(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && IdShape().IsMatch(id.GetString()!) ? id.GetString() : null;

    static PolicyRule Rule(DocumentReader reader)
    {
        var kept = reader.Enum<PolicyKeeper>("kept", PolicyKeeper.Decision);
        var effect = reader.Enum<PolicyEffect>("effect");
        var rule = new PolicyRule
        {
            Id = reader.Text("id", 40, IdShape().IsMatch, "Write letters, digits, dots and hyphens."),
            Jurisdiction = reader.Text("jurisdiction", 200, Jurisdictions.AreKnown, "Write ISO 3166-1 alpha-2 codes, EU, EEA or *, separated by commas."),
            Of = reader.Enum<JurisdictionOf>("of", JurisdictionOf.Customer),
            Kept = kept,
            Effect = effect,
            Effective = Day(reader, "effective"),
            Until = Day(reader, "until"),
            Source = reader.Text("source", 300),
            Confidence = reader.Enum<PolicyConfidence>("confidence"),
            Note = reader.TryGet("note", out _) ? reader.Text("note", 500) : null,
        };
        // The members of the decision are unknown where it does not keep the rule: nothing would read them.
        if (kept != PolicyKeeper.Decision)
            rule = rule with { How = reader.Text("how", 300) };
        else
        {
            if (effect > PolicyEffect.Exempt)
                reader.Wrong("effect", FieldCodes.UnknownValue, "The decision about a text has no such effect.", "Write who keeps it (\"kept\": \"product\", \"bank\" or \"not-yet\"), or another effect.");
            rule = rule with
            {
                Classes = reader.List("classes", false, 7, (item, at) => OneOf<MessageClass>(item, at, reader.Errors)),
                Events = reader.List("events", false, 64, (item, at) => Type(item, at, reader.Errors)),
                Basis = reader.TryGet("basis", out _) ? reader.Text("basis", 40, IsWord, "Write lower case letters, digits and hyphens.") : null,
                Revoked = reader.Flag("revoked", false),
                Text = reader.List("text", false, 3, (item, at) => OneOf<TextFact>(item, at, reader.Errors)),
                When = reader.List("when", false, 16, (item, at) => Conditions(item, at, reader.Errors)),
                Params = PolicyParamsReader.Read(reader, effect),
            };
        }
        reader.Done();
        return rule;
    }

    static IReadOnlyList<AlertCondition> Conditions(JsonElement all, string at, List<FieldError> errors)
    {
        if (all.ValueKind == JsonValueKind.Array && all.GetArrayLength() is > 0 and <= 16)
            return [.. all.EnumerateArray().Select((item, i) => ConditionReader.Read(new(item, $"{at}[{i}]", errors)))];
        errors.Add(new(at, FieldCodes.Format, "It is not a list of 1 to 16 conditions.", "Write [ { \"field\": …, \"op\": …, \"value\": … } ]."));
        return [];
    }

    static DateOnly? Day(DocumentReader reader, string member)
    {
        if (!reader.TryGet(member, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        reader.Wrong(member, FieldCodes.Format, "It is not a day.", "Write year, month and day: 2026-04-01.");
        return null;
    }

    internal static T OneOf<T>(JsonElement item, string at, List<FieldError> errors) where T : struct, Enum
    {
        if (item.ValueKind == JsonValueKind.String && Kebab<T>.TryParse(item.GetString()!, out var parsed))
            return parsed;
        errors.Add(new(at, FieldCodes.UnknownValue, "It is none of the known words.", $"Write one of {string.Join(", ", Kebab<T>.Names)}."));
        return default;
    }

    static string Type(JsonElement item, string at, List<FieldError> errors)
    {
        var type = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        if (type.Length is 0 or > 255)
            errors.Add(new(at, FieldCodes.Format, "It is not an event type.", "Write the type of the CloudEvent: account.transaction.posted."));
        return type;
    }

    internal static bool IsWord(string text) => text.Length is > 0 and <= 40 && WordShape().IsMatch(text);

    internal static bool IsRuleId(string text) => text.Length <= 40 && IdShape().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex WordShape();

    [GeneratedRegex(@"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}

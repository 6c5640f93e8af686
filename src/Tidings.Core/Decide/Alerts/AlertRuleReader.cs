using System.Text.Json;
using System.Text.RegularExpressions;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>Reads alert rules from JSON. What it lets through can be compiled; docs/alerts.md describes the document.</summary>
public static partial class AlertRuleReader
{
    const decimal Largest = 1_000_000_000_000m;
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>One rule, from a whole document.</summary>
    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static AlertRule? Read(ReadOnlyMemory<byte> json, List<FieldError> errors) =>
        DocumentReader.Whole(json, errors, root => Read(root, "", errors));

    internal static AlertRule? Read(JsonElement element, string path, List<FieldError> errors)
    {
        var before = errors.Count;
        var reader = new DocumentReader(element, path, errors);
        var rule = new AlertRule
        {
            Id = reader.Text("id", 40, IdShape().IsMatch, "Write lower case letters, digits and hyphens."),
            Title = reader.Text("title", 100),
            Class = reader.Enum<MessageClass>("class"),
            Template = reader.Text("template", 40, IdShape().IsMatch, "Write the id of a template."),
            Enabled = reader.Flag("enabled", true),
            OnByDefault = reader.Flag("onByDefault", true),
            Mandatory = reader.Flag("mandatory", false),
            Triggers = reader.List("triggers", true, 16, (item, at) => Trigger(new(item, at, errors))),
            Threshold = reader.Object("threshold") is { } threshold ? Threshold(threshold) : null,
            RepeatWithin = reader.Duration("repeatWithin", Minute, TimeSpan.FromHours(72), false),
            Schedule = reader.Object("schedule") is { } schedule ? Schedule(schedule) : null,
            Shadows = reader.List("shadows", false, 64, (item, at) => Shadowed(item, at, errors)),
            Recipients = reader.Enum<AlertRecipients>("recipients", AlertRecipients.Primary),
            Validity = reader.Duration("validity", Minute, TimeSpan.FromDays(7), true) ?? default,
            MaxAge = reader.Duration("maxAge", Minute, AlertRule.DefaultMaxAge, false) ?? AlertRule.DefaultMaxAge,
            TellBookingAgain = reader.Flag("tellBookingAgain", false),
            Gather = reader.Flag("gather", false),
        };
        reader.Done();
        CheckTogether(rule, reader);
        return errors.Count == before ? rule : null;
    }

    static void CheckTogether(AlertRule rule, DocumentReader reader)
    {
        if (rule.Class is MessageClass.AdHoc or MessageClass.Reply)
            reader.Wrong("class", FieldCodes.UnknownValue, "Ad-hoc is what has no template, and reply what answers a customer.", "Write the class of what the alert tells.");
        if (rule.Mandatory && rule.Class == MessageClass.Promotional)
            reader.Wrong("mandatory", "range", "A promotional text cannot be mandatory: customers may opt out.", "Write false.");
        if (rule.Mandatory && !rule.OnByDefault)
            reader.Wrong("onByDefault", "range", "A mandatory alert is on for everybody.", "Write true, or make it not mandatory.");
        var digest = rule.IsOn(EventTypes.DigestDue);
        var due = digest || rule.IsOn(EventTypes.BalanceDue);
        if (due != rule.Schedule is not null)
            reader.Wrong("schedule", due ? FieldCodes.Missing : FieldCodes.UnknownField, "A trigger of our own clock and a schedule need each other.", "Add the missing one, or remove the other.");
        if (due && rule.Triggers.Count > 1)
            reader.Wrong("triggers", "range", "A scheduled alert has no other trigger.", "Make two alerts of it.");
        if (digest && rule.Threshold is not { Of: ThresholdOf.Amount })
            reader.Wrong("threshold", FieldCodes.Missing, "Which debits are small is said by a threshold of the amount.", "Add it: { \"of\": \"amount\", \"defaults\": { \"EUR\": 10 } }.");
        if (due && !digest && rule.Threshold is not null)
            reader.Wrong("threshold", FieldCodes.UnknownField, "A scheduled alert has no threshold.", "Remove it.");
        if (rule.Shadows.Contains(rule.Id))
            reader.Wrong("shadows", "range", "An alert cannot shadow itself.", "Remove its id.");
    }

    static string Shadowed(JsonElement item, string at, List<FieldError> errors)
    {
        if (item.ValueKind == JsonValueKind.String && IdShape().IsMatch(item.GetString()!))
            return item.GetString()!;
        errors.Add(new(at, "format", "It is not an alert's id.", "Write the id of an alert."));
        return "";
    }

    static AlertTrigger Trigger(DocumentReader reader)
    {
        var on = reader.Text("on", 128);
        if (on.StartsWith("tidings.", StringComparison.Ordinal) && on is not (EventTypes.BalanceDue or EventTypes.DigestDue))
            reader.Wrong("on", FieldCodes.UnknownValue, "No event of ours has this type.", $"Write {EventTypes.BalanceDue}, {EventTypes.DigestDue}, or a type of the bank's events.");
        var when = reader.List("when", false, 16, (item, at) => ConditionReader.Read(new(item, at, reader.Errors)));
        reader.Done();
        return new(on, when);
    }

    static AlertThreshold Threshold(DocumentReader reader)
    {
        var threshold = new AlertThreshold
        {
            Of = reader.Enum<ThresholdOf>("of"),
            Defaults = Amounts(reader, "defaults"),
            Otherwise = reader.Number("otherwise", -Largest, Largest),
            ByCustomer = reader.Flag("byCustomer", true),
            AccountSetting = reader.TryGet("accountSetting", out _) ? reader.Enum<AccountSetting>("accountSetting") : null,
            OncePerCrossing = reader.Flag("oncePerCrossing", false),
            MarginPercent = reader.Number("marginPercent", 0, 1000) ?? 0,
            Margin = Amounts(reader, "margin", 0),
        };
        if (threshold.Of == ThresholdOf.Amount && threshold.OncePerCrossing)
            reader.Wrong("oncePerCrossing", "range", "Only a balance crosses its threshold.", "Write \"of\": \"balance\", or remove it.");
        if (!threshold.OncePerCrossing && threshold.Margin.Count > 0)
            reader.Wrong("margin", "range", "Only an alert that is raised once per crossing has a margin.", "Write \"oncePerCrossing\": true, or remove it.");
        reader.Done();
        return threshold;
    }

    static Dictionary<string, decimal> Amounts(DocumentReader reader, string member, decimal least = -Largest)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (reader.TryGet(member, out var listed))
            foreach (var currency in listed.ValueKind == JsonValueKind.Object ? listed.EnumerateObject().ToArray() : [])
                if (currency.Name is { Length: 3 } name && name.All(char.IsAsciiLetterUpper) && currency.Value.ValueKind == JsonValueKind.Number
                    && currency.Value.TryGetDecimal(out var amount) && amount >= least && amount <= Largest)
                    amounts[name] = amount;
                else
                    reader.Wrong($"{member}.{currency.Name}", "format", "It is not an amount for a currency.", "Write the ISO 4217 code and a number: \"EUR\": 100.");
        return amounts;
    }

    static AlertSchedule Schedule(DocumentReader reader)
    {
        var standard = reader.Need("default", out _) ? reader.Object("default")!.Schedule() : new(0, 1, default);
        var late = reader.Duration("lateWithin", TimeSpan.Zero, TimeSpan.FromHours(24), true) ?? default;
        reader.Done();
        return new(standard, late);
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}

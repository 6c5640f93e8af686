using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Verify.Guards;

/// <summary>Reads the guards of a list of purposes.</summary>
internal static class GuardReader
{
    public static GuardSettings Settings(DocumentReader reader)
    {
        var settings = new GuardSettings
        {
            Failures = reader.Object("failures") is { } failures ? Failures(failures) : new(),
            Pumping = reader.Object("pumping") is { } pumping ? Pumping(pumping) : new(),
        };
        reader.Done();
        return settings;
    }

    static FailureGuard Failures(DocumentReader reader)
    {
        var standard = new FailureGuard();
        var guard = new FailureGuard
        {
            Most = reader.WholeNumber("most", 0, FailureGuard.Greatest) ?? standard.Most,
            Within = reader.Duration("within", TimeSpan.FromMinutes(1), FailureGuard.LongestWithin, needed: false) ?? standard.Within,
            ADay = reader.WholeNumber("aDay", 0, FailureGuard.Greatest) ?? standard.ADay,
            Times = reader.WholeNumber("times", 0, 1_000) ?? standard.Times,
            For = reader.Duration("for", TimeSpan.FromMinutes(1), FailureGuard.LongestPause, needed: false) ?? standard.For,
            UntilResumed = reader.Flag("untilResumed", standard.UntilResumed),
            Then = reader.Enum<HoldStep>("then", standard.Then),
        };
        if (guard.Times == 1)
            reader.Wrong("times", FieldCodes.Range, "What is as usual is no attack.", "Write 2 or more, or 0 for none.");
        if (guard.Within.Ticks % TimeSpan.TicksPerMinute != 0)
            reader.Wrong("within", FieldCodes.Range, "It is not of whole minutes.", "Write PT10M.");
        if (guard.Then is HoldStep.Send or HoldStep.Deny)
            reader.Wrong("then", FieldCodes.Range, "Whoever begins one is told to wait or to use another way.", "Write wait or step-up.");
        reader.Done();
        return guard;
    }

    static PumpingGuard Pumping(DocumentReader reader)
    {
        var standard = new PumpingGuard();
        var guard = new PumpingGuard
        {
            Mode = reader.Enum<PumpingMode>("mode", standard.Mode),
            Conversion = reader.WholeNumber("conversion", 1, 90) ?? standard.Conversion,
            Window = reader.Duration("window", PumpingGuard.ShortestWindow, PumpingGuard.LongestWindow, needed: false) ?? standard.Window,
            Trial = reader.WholeNumber("trial", 1, 100) ?? standard.Trial,
            For = reader.Duration("for", PumpingGuard.ShortestWindow, PumpingGuard.LongestWindow, needed: false) ?? standard.For,
        };
        reader.Done();
        return guard;
    }

    public static CountryRule? Countries(DocumentReader purpose)
    {
        if (purpose.Object("countries") is not { } reader)
            return null;
        var rule = new CountryRule
        {
            Allow = reader.TryGet("allow", out _) ? reader.List("allow", true, CountryRule.Most, (item, at) => Country(item, at, reader.Errors)) : null,
            Block = reader.TryGet("block", out _) ? reader.List("block", true, CountryRule.Most, (item, at) => Country(item, at, reader.Errors)) : null,
            Mode = reader.Enum<GuardMode>("mode", GuardMode.Enforce),
        };
        if (rule.Allow is null == rule.Block is null)
            reader.Wrong("allow", rule.Allow is null ? FieldCodes.Missing : FieldCodes.Repeated, "A rule has one of allow and block.", "Write one list: of those it goes to alone, or of those it does not go to.");
        reader.Done();
        return rule;
    }

    static string Country(System.Text.Json.JsonElement item, string at, List<FieldError> errors)
    {
        var country = item.ValueKind == System.Text.Json.JsonValueKind.String ? item.GetString()! : "";
        if (!NumberingPlan.IsRegion(country))
            errors.Add(new(at, FieldCodes.UnknownValue, "It is no country with numbers.", "Write ISO 3166-1 alpha-2 in capitals: GB."));
        return country;
    }

    public static NumberTypeRule? NumberTypes(DocumentReader purpose)
    {
        if (purpose.Object("numberTypes") is not { } reader)
            return null;
        var rule = new NumberTypeRule
        {
            Refuse = reader.TryGet("refuse", out _) ? reader.List("refuse", false, 20, (item, at) => Type(item, at, reader.Errors)) : NumberTypeRule.Usual,
            Mode = reader.Enum<GuardMode>("mode", GuardMode.Enforce),
        };
        reader.Done();
        return rule;
    }

    static NumberType Type(System.Text.Json.JsonElement item, string at, List<FieldError> errors)
    {
        if (item.ValueKind == System.Text.Json.JsonValueKind.String && Kebab<NumberType>.TryParse(item.GetString()!, out var type))
            return type;
        errors.Add(new(at, FieldCodes.UnknownValue, "It is none of the known words.", $"Write one of {string.Join(", ", Kebab<NumberType>.Names)}."));
        return NumberType.Unknown;
    }

    public static HoldRule? Hold(DocumentReader purpose, string member, bool mayBeUnknown)
    {
        if (purpose.Object(member) is not { } reader)
            return null;
        var rule = new HoldRule(
            reader.Duration("within", HoldRule.Shortest, HoldRule.Longest, needed: true) ?? HoldRule.Shortest, reader.Enum<HoldStep>("then"),
            mayBeUnknown ? reader.Enum<HoldStep>("whenUnknown", HoldStep.Send) : null);
        reader.Done();
        return rule;
    }
}

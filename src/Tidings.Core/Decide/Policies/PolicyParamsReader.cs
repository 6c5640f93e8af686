using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Policies;

/// <summary>Reads the params of one effect; members of another effect are unknown here.</summary>
internal static class PolicyParamsReader
{
    public static PolicyParams? Read(DocumentReader rule, PolicyEffect effect)
    {
        var needed = effect is PolicyEffect.Require or PolicyEffect.Limit or PolicyEffect.Defer or PolicyEffect.Exempt;
        if (needed && !rule.Need("params", out _))
            return null;
        if (rule.Object("params") is not { } reader)
            return null;
        var read = effect switch
        {
            PolicyEffect.Require => Required(reader),
            PolicyEffect.Limit => Limit(reader),
            PolicyEffect.Defer => Hours(reader),
            PolicyEffect.MustSend => new() { AtOnce = reader.Flag("atOnce", false) },
            PolicyEffect.Exempt => new() { Rules = reader.List("rules", true, 64, (item, at) => RuleId(item, at, reader.Errors)) },
            _ => new PolicyParams(),
        };
        reader.Done();
        return read;
    }

    static PolicyParams Required(DocumentReader reader)
    {
        var read = new PolicyParams
        {
            BankName = reader.Flag("bankName", false) ? true : null,
            Hotline = reader.Flag("hotline", false) ? true : null,
            MostCharacters = (int?)reader.Number("mostCharacters", 1, 2000),
            AnyOf = reader.TryGet("anyOf", out _) ? reader.List("anyOf", true, 32, (item, at) => Words(item, at, reader.Errors)) : null,
            RegisteredSender = reader.Flag("registeredSender", false) ? true : null,
        };
        if (read == new PolicyParams())
            reader.Wrong("bankName", FieldCodes.Missing, "Nothing is required.", "Write one of bankName, hotline, mostCharacters, anyOf, registeredSender, or remove the rule.");
        return read;
    }

    static PolicyParams Limit(DocumentReader reader)
    {
        if (!reader.Need("most", out _))
            return new();
        return new()
        {
            Most = (int?)reader.Number("most", 1, 100),
            Window = reader.Duration("window", TimeSpan.FromMinutes(1), TimeSpan.FromDays(31), true),
            Per = reader.List("per", false, 2, (item, at) => PolicyPackReader.OneOf<CountedBy>(item, at, reader.Errors)),
        };
    }

    static PolicyParams Hours(DocumentReader reader)
    {
        var read = new PolicyParams { From = reader.Time("from"), Until = reader.Time("until") };
        if (read.From == read.Until)
            reader.Wrong("until", FieldCodes.Range, "It is the same as from: no hour or every hour would be allowed.", "Write another time, or deny it.");
        return read;
    }

    static string RuleId(JsonElement item, string at, List<FieldError> errors)
    {
        var id = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        if (!PolicyPackReader.IsRuleId(id))
            errors.Add(new(at, FieldCodes.Format, "It is not the id of a rule.", "Write letters, digits, dots and hyphens."));
        return id;
    }

    static string Words(JsonElement item, string at, List<FieldError> errors)
    {
        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        if (text.Length is 0 or > 60)
            errors.Add(new(at, FieldCodes.Format, "It is not a text of 1 to 60 characters.", "Write the words."));
        return text;
    }
}

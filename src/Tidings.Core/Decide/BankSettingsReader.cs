using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>Reads a bank's settings from JSON, and names every member that is wrong.</summary>
public static class BankSettingsReader
{
    /// <summary>A team, not a customer base.</summary>
    const int MostTeamNumbers = 200;
    /// <summary>As many as there can be carriers, about.</summary>
    const int MostFurtherSenders = 32;

    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static BankSettings? Read(ReadOnlyMemory<byte> json, List<FieldError> errors) =>
        DocumentReader.Whole(json, errors, root => Read(new DocumentReader(root, "", errors)));

    static BankSettings? Read(DocumentReader reader)
    {
        var standard = new BankSettings { Name = "", Sender = default, HomeCountry = "" };
        var settings = standard with
        {
            Name = reader.Text("name", 40),
            Hotline = reader.TryGet("hotline", out _) ? reader.Text("hotline", 24) : null,
            Sender = new(reader.Text("sender", 15, IsSender, SenderShape)),
            Senders = ByCountry(reader, "senders", "Write countries with their senders: { \"IN\": \"EXMPLB\" }.", static (value, wrong) => Sender(value, "", wrong)),
            FurtherSenders = ByCountry(reader, "furtherSenders", "Write countries with a list each: { \"GB\": [\"60123\"] }.", FurtherSenders),
            OtherCountries = reader.Enum<OtherCountries>("otherCountries", standard.OtherCountries),
            HomeCountry = reader.Text("homeCountry", 2, text => text.Length == 2 && text.All(char.IsAsciiLetterUpper), "Write the ISO 3166-1 alpha-2 code."),
            DefaultLanguage = reader.Text("defaultLanguage", 35, otherwise: standard.DefaultLanguage),
            DefaultTimeZone = reader.Text("defaultTimeZone", 64, text => TimeZones.Find(text) is not null, "Write an IANA time zone: Europe/Istanbul.", standard.DefaultTimeZone),
            QuietHours = reader.Object("quietHours") is { } quiet ? Quiet(quiet) : null,
            Policies = reader.Object("policies") is { } policies ? BankPolicies.Read(policies) : null,
            Limits = reader.Object("limits") is { } limits ? TextLimits.Read(limits) : standard.Limits,
            TeamNumbers = reader.List("teamNumbers", false, MostTeamNumbers, (item, at) => TeamNumber(item, at, reader.Errors)),
            WaitingClasses = reader.TryGet("waitingClasses", out _) ? reader.List("waitingClasses", false, 8, (item, at) => Waiting(item, at, reader.Errors)) : standard.WaitingClasses,
        };
        reader.Done();
        return reader.Errors.Count == 0 ? settings : null;
    }

    /// <summary>What a sender must be, for people.</summary>
    public const string SenderShape = "Write up to 11 letters, digits and spaces, or a number of up to 15 digits.";

    /// <summary>Whether a phone can show it as who a text is from.</summary>
    public static bool IsSender(string text) =>
        (text.Length is > 0 and <= 15 && text.All(char.IsAsciiDigit)) || (text.Length <= 11 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ') && text.Any(char.IsAsciiLetter));

    /// <param name="read">Reads the value of a country; what is wrong, and where in it, goes to the action.</param>
    static Dictionary<string, T> ByCountry<T>(DocumentReader reader, string member, string shape, Func<JsonElement, Action<string, string, string>, T> read)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        if (!reader.TryGet(member, out var listed))
            return found;
        if (listed.ValueKind != JsonValueKind.Object)
            reader.Wrong(member, "format", "It is not an object.", shape);
        foreach (var entry in listed.ValueKind == JsonValueKind.Object ? listed.EnumerateObject().ToArray() : [])
            if (!NumberingPlan.IsRegion(entry.Name))
                reader.Wrong($"{member}.{entry.Name}", "unknown-value", "It is no country that has numbers.", "Write the ISO 3166-1 alpha-2 code.");
            else
                found[entry.Name] = read(entry.Value, (at, why, fix) => reader.Wrong($"{member}.{entry.Name}{at}", "format", why, fix));
        return found;
    }

    static SenderId Sender(JsonElement value, string at, Action<string, string, string> wrong)
    {
        if (value.ValueKind == JsonValueKind.String && IsSender(value.GetString()!))
            return new(value.GetString()!);
        wrong(at, "It is not a sender.", SenderShape);
        return default;
    }

    static IReadOnlyList<SenderId> FurtherSenders(JsonElement value, Action<string, string, string> wrong)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= MostFurtherSenders)
            return [.. value.EnumerateArray().Select((one, i) => Sender(one, $"[{i}]", wrong))];
        wrong("", "It is not a list of senders.", $"Write 1 to {MostFurtherSenders} senders: [\"60123\"].");
        return [];
    }

    static Msisdn TeamNumber(JsonElement item, string at, List<FieldError> errors)
    {
        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        if (text is ['+', .. { Length: >= 6 and <= 15 } digits] && digits.All(char.IsAsciiDigit))
            return new(digits);
        errors.Add(new(at, FieldCodes.PhoneNumber, "It is not a number in E.164.", "Write + and the country code: +15005550006."));
        return default;
    }

    static QuietHours Quiet(DocumentReader reader)
    {
        var quiet = new QuietHours(reader.Time("from"), reader.Time("until"));
        reader.Done();
        return quiet;
    }

    static MessageClass Waiting(JsonElement item, string at, List<FieldError> errors)
    {
        if (item.ValueKind == JsonValueKind.String && Kebab<MessageClass>.TryParse(item.GetString()!, out var parsed) && QuietPolicy.MayWait(parsed))
            return parsed;
        errors.Add(new(at, "range", "It is not a class that may wait.", "Write transaction, balance, awareness, promotional or ad-hoc: codes, fraud and security never wait."));
        return default;
    }
}

using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>The members of a customer's profile.</summary>
internal sealed class ProfileReader(NumberingPlan phones)
{
    const int MostPhones = 5;
    const int MostPreferences = 100;

    public void Read(ref Utf8JsonReader reader, EventField field, EventDraft draft)
    {
        var errors = draft.Errors;
        switch (field)
        {
            case EventField.Name: draft.Name = JsonText.Read(ref reader, "data.name", 140, false, errors); break;
            case EventField.Phones: draft.Phones = ReadPhones(ref reader, errors); break;
            case EventField.Language: draft.Language = ReadLanguage(ref reader, errors); break;
            case EventField.TimeZone: draft.TimeZone = ReadTimeZone(ref reader, errors); break;
            case EventField.MarketingOptOut: draft.MarketingOptOut = DataReader.ReadBool(ref reader, "data.marketingOptOut", errors) ?? false; break;
            case EventField.QuietHours: draft.QuietHours = ReadQuietHours(ref reader, errors); break;
            case EventField.Preferences: draft.Preferences = ReadPreferences(ref reader, errors); break;
            default: throw new ArgumentOutOfRangeException(nameof(field));
        }
    }

    List<Msisdn>? ReadPhones(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonText.WrongType(ref reader, "data.phones", "an array of numbers as strings", errors);
            return null;
        }
        var numbers = new List<Msisdn>(1);
        var index = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index >= MostPhones)
                reader.Skip();
            else if (PhoneReader.Read(ref reader, phones, $"data.phones[{index}]", errors) is { } number && !numbers.Contains(number))
                numbers.Add(number);
        }
        if (index > MostPhones)
            errors.Add("data.phones", FieldCodes.Range, $"There are more than {MostPhones}.", $"Give at most {MostPhones}, the preferred one first.");
        return numbers;
    }

    static string? ReadLanguage(ref Utf8JsonReader reader, FieldErrors errors)
    {
        var language = JsonText.Read(ref reader, "data.language", 35, true, errors);
        if (language is null || ProfileRules.IsLanguage(language))
            return language;
        errors.Add("data.language", FieldCodes.Format, "It is not a language tag.", ProfileRules.LanguageFix);
        return null;
    }

    static string? ReadTimeZone(ref Utf8JsonReader reader, FieldErrors errors)
    {
        var zone = JsonText.Read(ref reader, "data.timeZone", 64, true, errors);
        if (zone is null || ProfileRules.IsTimeZone(zone))
            return zone;
        errors.Add("data.timeZone", FieldCodes.UnknownValue, "It is no time zone of the IANA database.", ProfileRules.TimeZoneFix);
        return null;
    }

    static QuietHours? ReadQuietHours(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (!Members.Begin(ref reader, "data.quietHours", "an object with from and until", errors))
            return null;
        TimeOnly? from = null, until = null;
        var members = new Members("data.quietHours", "from", "until");
        while (members.Next(ref reader, errors, out var member))
            if (member == 0)
                from = ReadTime(ref reader, "data.quietHours.from", errors);
            else
                until = ReadTime(ref reader, "data.quietHours.until", errors);
        members.Require(0b11, errors);
        return from is { } f && until is { } u ? new(f, u) : null;
    }

    static List<AlertPreference>? ReadPreferences(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonText.WrongType(ref reader, "data.preferences", "an array", errors);
            return null;
        }
        var preferences = new List<AlertPreference>();
        var index = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index >= MostPreferences)
                reader.Skip();
            else if (ReadPreference(ref reader, $"data.preferences[{index}]", errors) is { } preference)
                preferences.Add(preference);
        }
        if (index > MostPreferences)
            errors.Add("data.preferences", FieldCodes.Range, $"There are more than {MostPreferences}.", $"Give at most {MostPreferences}.");
        return preferences;
    }

    static AlertPreference? ReadPreference(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        if (!Members.Begin(ref reader, path, "an object with alert", errors))
            return null;
        string? alert = null, account = null;
        bool? enabled = null;
        decimal? threshold = null;
        BalanceSchedule? schedule = null;
        var members = new Members(path, "alert", "account", "enabled", "threshold", "schedule");
        while (members.Next(ref reader, errors, out var member))
            switch (member)
            {
                case 0: alert = Patterns.AlertId(ref reader, path + ".alert", errors); break;
                case 1: account = JsonText.Read(ref reader, path + ".account", 64, false, errors); break;
                case 2: enabled = DataReader.ReadBool(ref reader, path + ".enabled", errors); break;
                case 3: threshold = MoneyReader.ReadAmount(ref reader, path, "threshold", true, errors); break;
                default: schedule = ReadSchedule(ref reader, path + ".schedule", errors); break;
            }
        members.Require(0b1, errors);
        return alert is null ? null : new(alert, account, enabled, threshold, schedule);
    }

    static BalanceSchedule? ReadSchedule(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        if (!Members.Begin(ref reader, path, "an object with every and at", errors))
            return null;
        ScheduleEvery? every = null;
        TimeOnly? at = null;
        int? day = null;
        var members = new Members(path, "every", "day", "at");
        while (members.Next(ref reader, errors, out var member))
            switch (member)
            {
                case 0: every = ReadEvery(ref reader, path + ".every", errors); break;
                case 1: day = ReadDay(ref reader, path + ".day", errors); break;
                default: at = ReadTime(ref reader, path + ".at", errors); break;
            }
        members.Require(every is ScheduleEvery.Week or ScheduleEvery.Month ? 0b111u : 0b101u, errors);
        if (every == ScheduleEvery.Week && day > 7)
            errors.Add(path + ".day", FieldCodes.Range, "A week has no such day.", "Write 1 (Monday) to 7 (Sunday).");
        return every is { } e && at is { } time ? new(e, day ?? 1, time) : null;
    }

    static ScheduleEvery? ReadEvery(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        switch (JsonText.Read(ref reader, path, 16, true, errors))
        {
            case "day": return ScheduleEvery.Day;
            case "week": return ScheduleEvery.Week;
            case "month": return ScheduleEvery.Month;
            case null: return null;
            default:
                errors.Add(path, FieldCodes.UnknownValue, "It is none of those allowed.", "Write day, week or month.");
                return null;
        }
    }

    static int? ReadDay(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            JsonText.WrongType(ref reader, path, "a whole number", errors);
            return null;
        }
        if (reader.TryGetInt32(out var day) && day is >= 1 and <= 31)
            return day;
        errors.Add(path, FieldCodes.Range, "There is no such day.", "Week: 1 (Monday) to 7; month: 1 to 31.");
        return null;
    }

    static TimeOnly? ReadTime(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        if (JsonText.Read(ref reader, path, 16, true, errors) is not { } text)
            return null;
        if (ProfileRules.TryTime(text, out var time))
            return time;
        errors.Add(path, FieldCodes.Format, "It is not a time of day.", "Write hours and minutes, for example \"22:00\".");
        return null;
    }
}

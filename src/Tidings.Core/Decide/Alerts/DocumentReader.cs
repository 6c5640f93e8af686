using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>Reads one JSON object of a bank's document and names every member that is wrong, not only the first.</summary>
internal sealed class DocumentReader
{
    readonly JsonElement _object;
    readonly string _path;
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public List<FieldError> Errors { get; }

    public DocumentReader(JsonElement element, string path, List<FieldError> errors)
    {
        (_object, _path, Errors) = (element, path, errors);
        if (element.ValueKind != JsonValueKind.Object)
            Errors.Add(new(path.Length == 0 ? "$" : path, "format", "It is not an object.", "Write an object: { … }."));
    }

    /// <summary>A whole document, or what keeps it from being one.</summary>
    /// <returns>Null where it is no JSON, or where <paramref name="read"/> takes it for nothing.</returns>
    public static T? Whole<T>(ReadOnlyMemory<byte> json, List<FieldError> errors, Func<JsonElement, T?> read) where T : class
    {
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            if (!IsText(json.Span, errors))
                return null;
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException wrong)
        {
            errors.Add(new("$", FieldCodes.Format, $"It is not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.", "Mend the JSON."));
            return null;
        }
    }

    /// <summary>Whether all of it can be read as text; otherwise why not is added. What passes makes no reader throw.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    static bool IsText(ReadOnlySpan<byte> json, List<FieldError> errors)
    {
        if (!Utf8.IsValid(json))
            errors.Add(new("$", FieldCodes.Format, "It is not UTF-8.", "Save it as UTF-8."));
        else if (HalfPairs.FirstIn(json) is >= 0 and var at)
            errors.Add(new("$", FieldCodes.Format, $"It contains half of a surrogate pair, at byte {at + 1}.", "Escape both halves of the character, or write it as UTF-8."));
        else
            return true;
        return false;
    }

    public string At(string member) => _path.Length == 0 ? member : $"{_path}.{member}";

    public void Wrong(string member, string code, string why, string fix) => Errors.Add(new(At(member), code, why, fix));

    public bool TryGet(string member, out JsonElement value)
    {
        _asked.Add(member);
        value = default;
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(member, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public bool Need(string member, out JsonElement value)
    {
        if (TryGet(member, out value))
            return true;
        if (_object.ValueKind == JsonValueKind.Object)
            Wrong(member, "missing", "It is missing.", "Add it.");
        return false;
    }

    public string Text(string member, int longest, Func<string, bool>? valid = null, string fix = "Write a text.", string? otherwise = null)
    {
        if (!(otherwise is null ? Need(member, out var value) : TryGet(member, out value)))
            return otherwise ?? "";
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        if (text is null || text.Length == 0 || text.Length > longest || valid?.Invoke(text) == false)
            Wrong(member, "format", text is null ? "It is not a text." : $"It is not as it should be, or longer than {longest}.", fix);
        return text ?? otherwise ?? "";
    }

    public bool Flag(string member, bool otherwise)
    {
        if (!TryGet(member, out var value))
            return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Wrong(member, "format", "It is neither true nor false.", "Write true or false.");
        return otherwise;
    }

    public T Enum<T>(string member, T? otherwise = null) where T : struct, System.Enum
    {
        if (!(otherwise is null ? Need(member, out var value) : TryGet(member, out value)))
            return otherwise ?? default;
        if (value.ValueKind == JsonValueKind.String && Kebab<T>.TryParse(value.GetString()!, out var parsed))
            return parsed;
        Wrong(member, FieldCodes.UnknownValue, "It is none of the known words.", $"Write one of {string.Join(", ", Kebab<T>.Names)}.");
        return otherwise ?? default;
    }

    public decimal? Number(string member, decimal least, decimal most)
    {
        if (!TryGet(member, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= least && number <= most)
            return number;
        Wrong(member, "range", $"It is not a number from {least} to {most}.", "Write such a number.");
        return null;
    }

    public int? WholeNumber(string member, int least, int most)
    {
        if (Number(member, least, most) is not { } number)
            return null;
        if (number != decimal.Truncate(number))
            Wrong(member, "range", "It is not a whole number.", "Write one.");
        return (int)number;
    }

    /// <summary>ISO 8601, for example <c>PT24H</c>.</summary>
    public TimeSpan? Duration(string member, TimeSpan least, TimeSpan most, bool needed)
    {
        if (!(needed ? Need(member, out var value) : TryGet(member, out value)))
            return null;
        try
        {
            if (value.ValueKind == JsonValueKind.String && XmlConvert.ToTimeSpan(value.GetString()!) is var span && span >= least && span <= most)
                return span;
        }
        catch (FormatException)
        {
            // Said below.
        }
        catch (OverflowException)
        {
            // Likewise.
        }
        Wrong(member, "range", $"It is not a duration from {XmlConvert.ToString(least)} to {XmlConvert.ToString(most)}.", "Write it by ISO 8601, for example PT24H.");
        return null;
    }

    public TimeOnly Time(string member)
    {
        if (Need(member, out var value) && !(value.ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(value.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)))
            Wrong(member, "format", "It is not a time of day.", "Write hours and minutes: 08:00.");
        else if (value.ValueKind == JsonValueKind.String)
            return TimeOnly.ParseExact(value.GetString()!, "HH:mm", CultureInfo.InvariantCulture);
        return default;
    }

    /// <summary>A point in time with its offset, for example <c>2026-12-01T00:00:00Z</c>; null where it is not there.</summary>
    public DateTimeOffset? Moment(string member)
    {
        if (!TryGet(member, out var value))
            return null;
        // Without an offset it would be read in the machine's own time.
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: >= 20 } text && (text.EndsWith('Z') || text[^6] is '+' or '-') && value.TryGetDateTimeOffset(out var moment))
            return moment.ToUniversalTime();
        Wrong(member, FieldCodes.Format, "It is not a point in time.", "Write date, time and offset: 2026-12-01T00:00:00Z.");
        return null;
    }

    public T[] List<T>(string member, bool needed, int most, Func<JsonElement, string, T> read)
    {
        if (!(needed ? Need(member, out var value) : TryGet(member, out value)))
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Wrong(member, "format", $"It is not a list of at most {most}.", "Write a list: [ … ].");
            return [];
        }
        if (needed && value.GetArrayLength() == 0)
            Wrong(member, "missing", "It is empty.", "Add one at least.");
        return [.. value.EnumerateArray().Select((item, i) => read(item, $"{At(member)}[{i}]"))];
    }

    public DocumentReader? Object(string member) => TryGet(member, out var value) ? new(value, At(member), Errors) : null;

    public BalanceSchedule Schedule()
    {
        var every = Enum<ScheduleEvery>("every");
        var day = (int)(Number("day", 1, every == ScheduleEvery.Week ? 7 : 31) ?? 1);
        if (every is ScheduleEvery.Week or ScheduleEvery.Month && !TryGet("day", out _))
            Wrong("day", "missing", "A week or month needs its day.", "Add it: 1 (Monday) to 7, or 1 to 31.");
        var schedule = new BalanceSchedule(every, day, Time("at"));
        Done();
        return schedule;
    }

    /// <summary>Members that nobody asked for are mistakes, not decoration.</summary>
    public void Done()
    {
        if (_object.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in _object.EnumerateObject())
            if (!_asked.Contains(member.Name))
                Wrong(member.Name, FieldCodes.UnknownField, "No such member is known.", $"Remove it, or write one of {string.Join(", ", _asked)}.");
    }
}

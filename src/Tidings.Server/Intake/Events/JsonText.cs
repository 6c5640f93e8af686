using System.Text;
using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>Reads strings out of JSON that is known to be valid UTF-8, within limits, naming what is wrong.</summary>
internal static class JsonText
{
    public static readonly StringCache Cache = new();

    /// <summary>Where the reader stands on a string, its text; null with an error otherwise. Null in JSON means absent: null without an error.</summary>
    public static string? Read(ref Utf8JsonReader reader, string path, int longest, bool common, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
        {
            WrongType(ref reader, path, "a string", errors);
            return null;
        }
        if (reader.ValueIsEscaped)
            return ReadEscaped(ref reader, path, longest, errors);
        var utf8 = reader.ValueSpan;
        if (!Check(utf8, path, longest, errors))
            return null;
        return common ? Cache.Get(utf8) : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Whether the bytes may stand as a text of at most <paramref name="longest"/> characters.</summary>
    public static bool Check(ReadOnlySpan<byte> utf8, string path, int longest, FieldErrors errors)
    {
        if (utf8.Length > longest && Encoding.UTF8.GetCharCount(utf8) > longest)
        {
            errors.Add(path, FieldCodes.TooLong, $"It is longer than {longest} characters.", "Shorten it.");
            return false;
        }
        if (utf8.IsEmpty || IsBlank(utf8))
        {
            errors.Add(path, FieldCodes.Format, "It is empty.", "Give it a value, or leave the field out where it is optional.");
            return false;
        }
        if (utf8.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || utf8.Contains((byte)0x7F))
        {
            errors.Add(path, FieldCodes.Format, "It contains a control character.", "Remove line breaks, tabs and other control characters.");
            return false;
        }
        return true;
    }

    public static void WrongType(ref Utf8JsonReader reader, string path, string wanted, FieldErrors errors)
    {
        var found = reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            _ => "null",
        };
        errors.Add(path, FieldCodes.WrongType, $"It is {found}.", $"Write {wanted}.");
        reader.Skip();
    }

    static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8[0] == ' ' && utf8.IndexOfAnyExcept((byte)' ') < 0;

    static string? ReadEscaped(ref Utf8JsonReader reader, string path, int longest, FieldErrors errors)
    {
        // An escape takes at most twelve bytes for the two characters of a surrogate pair, six for one.
        if (reader.ValueSpan.Length > longest * 6)
        {
            errors.Add(path, FieldCodes.TooLong, $"It is longer than {longest} characters.", "Shorten it.");
            return null;
        }
        Span<byte> utf8 = reader.ValueSpan.Length <= 512 ? stackalloc byte[512] : new byte[reader.ValueSpan.Length];
        try
        {
            utf8 = utf8[..reader.CopyString(utf8)];
        }
        catch (InvalidOperationException)
        {
            errors.Add(path, FieldCodes.Format, "It contains half of a surrogate pair.", "Escape both halves of the character, or write it as UTF-8.");
            return null;
        }
        return Check(utf8, path, longest, errors) ? Encoding.UTF8.GetString(utf8) : null;
    }
}

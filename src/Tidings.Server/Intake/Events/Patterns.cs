using System.Buffers;
using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>The short strings with a form of their own, as the schemas have them.</summary>
internal static class Patterns
{
    static readonly SearchValues<byte> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);
    static readonly SearchValues<byte> CapitalsAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);
    static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    static readonly SearchValues<byte> Word = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    public static string? Country(ref Utf8JsonReader reader, string path, FieldErrors errors) =>
        Read(ref reader, path, Capitals, 2, 2, "Write the two capital letters of ISO 3166-1, for example \"DE\".", errors);

    public static string? Purpose(ref Utf8JsonReader reader, string path, FieldErrors errors) =>
        Read(ref reader, path, CapitalsAndDigits, 1, 4, "Write the ISO 20022 purpose code, for example \"SALA\".", errors);

    public static string? FourDigits(ref Utf8JsonReader reader, string path, FieldErrors errors) =>
        Read(ref reader, path, Digits, 4, 4, "Write four digits in a string, no more and no fewer.", errors);

    public static string? Channel(ref Utf8JsonReader reader, string path, FieldErrors errors) =>
        Read(ref reader, path, Word, 1, 32, "Write one word of at most 32 small letters, digits and hyphens, for example \"pos\".", errors);

    public static string? AlertId(ref Utf8JsonReader reader, string path, FieldErrors errors) =>
        Read(ref reader, path, Word, 1, 40, "Write the alert's id, for example \"low-balance\".", errors);

    public static string? Contact(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        var contact = JsonText.Read(ref reader, path, 32, true, errors);
        if (contact is null or "phone" or "email" or "address")
            return contact;
        errors.Add(path, FieldCodes.UnknownValue, "It is none of those that can change.", "Write phone, email or address.");
        return null;
    }

    static string? Read(ref Utf8JsonReader reader, string path, SearchValues<byte> allowed, int shortest, int longest, string fix, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            JsonText.WrongType(ref reader, path, "a string", errors);
            return null;
        }
        var utf8 = reader.ValueSpan;
        if (utf8.Length >= shortest && utf8.Length <= longest && utf8.IndexOfAnyExcept(allowed) < 0)
            return JsonText.Cache.Get(utf8);
        errors.Add(path, FieldCodes.Format, "It is not written as it should be.", fix);
        return null;
    }
}

using System.Text;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>
/// The context attributes of a CloudEvent (CloudEvents 1.0.2 §3), from JSON and from headers alike. Extensions are checked by name and
/// otherwise passed over: a bank's tracing attributes must not be in the way.
/// </summary>
internal static class AttributeReader
{
    public const int LongestId = 256;
    public const int LongestSource = 512;
    const int LongestType = 128;

    /// <summary>Takes an attribute that stands as a string. The draft gets an empty string where it is there but wrong.</summary>
    public static void Take(EventDraft draft, EventAttribute attribute, string name, ReadOnlySpan<byte> utf8)
    {
        var errors = draft.Errors;
        switch (attribute)
        {
            case EventAttribute.SpecVersion:
                draft.HasSpecVersion = true;
                if (!utf8.SequenceEqual("1.0"u8))
                    errors.Add(name, FieldCodes.UnknownValue, "This version of CloudEvents is not taken.", "Write \"1.0\".");
                break;
            case EventAttribute.Id:
                draft.Id = JsonText.Check(utf8, name, LongestId, errors) ? Encoding.UTF8.GetString(utf8) : "";
                break;
            case EventAttribute.Source:
                draft.Source = Uri(utf8, name, errors);
                break;
            case EventAttribute.Type:
                draft.Type = JsonText.Check(utf8, name, LongestType, errors) ? JsonText.Cache.Get(utf8) : "";
                break;
            case EventAttribute.Time:
                if (Rfc3339.TryParse(utf8, out var time))
                    draft.Time = time;
                else
                    errors.Add(name, FieldCodes.Format, "It is not a time of RFC 3339.", "Write date, time and offset: \"2026-11-23T08:15:00Z\".");
                break;
            case EventAttribute.DataContentType:
                if (!IsJson(utf8))
                    errors.Add(name, FieldCodes.UnknownValue, "The data is not JSON.", "Send JSON data with \"application/json\", or leave datacontenttype out.");
                break;
            case EventAttribute.Subject or EventAttribute.DataSchema:
                JsonText.Check(utf8, name, LongestSource, errors);
                break;
        }
    }

    /// <summary>The attribute was there, but wrong: it has its error and is not reported as missing besides.</summary>
    public static void MarkWrong(EventDraft draft, EventAttribute attribute)
    {
        switch (attribute)
        {
            case EventAttribute.SpecVersion: draft.HasSpecVersion = true; break;
            case EventAttribute.Id: draft.Id = ""; break;
            case EventAttribute.Source: draft.Source = ""; break;
            case EventAttribute.Type: draft.Type = ""; break;
        }
    }

    /// <summary>Letters a to z and digits alone (CloudEvents 1.0.2 §3.1).</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => !name.IsEmpty && name.IndexOfAnyExcept(NameBytes) < 0;

    static readonly System.Buffers.SearchValues<byte> NameBytes = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>The sources of events that arise within: whoever sent under them could take their ids away, so that they became repetitions.</summary>
    public static bool IsReserved(ReadOnlySpan<byte> source) => source.StartsWith("tidings:"u8) || source.SequenceEqual("/tidings/customers"u8);

    static string Uri(ReadOnlySpan<byte> utf8, string name, FieldErrors errors)
    {
        if (!JsonText.Check(utf8, name, LongestSource, errors))
            return "";
        if (IsReserved(utf8))
        {
            errors.Add(name, FieldCodes.UnknownValue, "This source is the server's own.", "Write one that names the sending system, for example \"/bank/core\".");
            return "";
        }
        if (!utf8.ContainsAny(" <>\"\\^`{|}"u8))
            return JsonText.Cache.Get(utf8);
        errors.Add(name, FieldCodes.Format, "It is not a URI reference.", "Write one that names the sending system, for example \"/bank/core\".");
        return "";
    }

    /// <summary><c>application/json</c> or a type with the suffix <c>+json</c>, whatever its parameters.</summary>
    public static bool IsJson(ReadOnlySpan<byte> type)
    {
        var semicolon = type.IndexOf((byte)';');
        if (semicolon >= 0)
            type = type[..semicolon];
        type = type.Trim((byte)' ');
        return Ascii.EqualsIgnoreCase(type, "application/json"u8) || (type.Length > 5 && Ascii.EqualsIgnoreCase(type[^5..], "+json"u8));
    }
}

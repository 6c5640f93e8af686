using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>Context attributes from <c>ce-</c> headers, percent-decoded (CloudEvents HTTP 1.0.2 §3.1.3).</summary>
internal static class BinaryHeaders
{
    const string Prefix = "ce-";
    const int Longest = 2048;

    public static void Read(IHeaderDictionary headers, EventDraft draft)
    {
        foreach (var (header, values) in headers)
        {
            if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var name = header[Prefix.Length..].ToLowerInvariant();
            if (values.Count != 1)
                draft.Errors.Add(Prefix + name, FieldCodes.Repeated, "The header stands there more than once.", "Send it once.");
            Take(draft, name, values[0] ?? "");
        }
    }

    static void Take(EventDraft draft, string name, string value)
    {
        var attribute = name switch
        {
            "specversion" => EventAttribute.SpecVersion,
            "id" => EventAttribute.Id,
            "source" => EventAttribute.Source,
            "type" => EventAttribute.Type,
            "time" => EventAttribute.Time,
            "subject" => EventAttribute.Subject,
            "dataschema" => EventAttribute.DataSchema,
            _ => (EventAttribute)0,
        };
        if (attribute == 0)
        {
            if (!AttributeReader.IsName(Encoding.UTF8.GetBytes(name)))
                draft.Errors.Add(Prefix + name, FieldCodes.UnknownField, "It cannot be an extension's name.", "Names have letters and digits only.");
            return;
        }
        if (value.Length <= Longest && Decode(value) is { } utf8)
            AttributeReader.Take(draft, attribute, Prefix + name, utf8);
        else
        {
            draft.Errors.Add(Prefix + name, FieldCodes.Format, "It is not percent-encoded UTF-8.", "Encode space, \", % and everything beyond ASCII as %XX of its UTF-8 bytes.");
            AttributeReader.MarkWrong(draft, attribute);
        }
    }

    static byte[]? Decode(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        var length = 0;
        for (var i = 0; i < utf8.Length; i++)
        {
            var b = utf8[i];
            if (b == '%')
            {
                if (i + 2 >= utf8.Length || !Utf8Parser.TryParse(utf8.AsSpan(i + 1, 2), out b, out var used, 'x') || used != 2)
                    return null;
                i += 2;
            }
            utf8[length++] = b;
        }
        Array.Resize(ref utf8, length);
        return Utf8.IsValid(utf8) ? utf8 : null;
    }
}

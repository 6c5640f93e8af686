using System.Text;
using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>Walks the members of a small object: unknown, repeated and missing ones are named.</summary>
internal ref struct Members(string path, params string[] names)
{
    uint _seen;

    public static bool Begin(ref Utf8JsonReader reader, string path, string wanted, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        JsonText.WrongType(ref reader, path, wanted, errors);
        return false;
    }

    /// <summary>Steps to the value of the next known member that is not null.</summary>
    public bool Next(ref Utf8JsonReader reader, FieldErrors errors, out int member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            member = IndexOf(ref reader);
            if (member < 0)
            {
                errors.Add(Path(MemberName.AsWritten(ref reader)), FieldCodes.UnknownField, "It is not known here.", $"It may have {string.Join(", ", names)}.");
                reader.Read();
                reader.Skip();
                continue;
            }
            if ((_seen & (1u << member)) != 0)
            {
                errors.Add(Path(names[member]), FieldCodes.Repeated, "It stands there twice.", "Write it once.");
                reader.Read();
                reader.Skip();
                continue;
            }
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            _seen |= 1u << member;
            return true;
        }
        member = -1;
        return false;
    }

    public readonly void Require(uint members, FieldErrors errors)
    {
        for (var i = 0; i < names.Length; i++)
            if ((members & (1u << i)) != 0 && (_seen & (1u << i)) == 0)
                errors.Add(Path(names[i]), FieldCodes.Missing, "It is missing.", path.Length == 0 ? "Write it." : "Write it, or leave the whole object out.");
    }

    readonly string Path(string member) => path.Length == 0 ? member : $"{path}.{member}";

    readonly int IndexOf(ref Utf8JsonReader reader)
    {
        var name = MemberName.Of(ref reader);
        for (var i = 0; i < names.Length; i++)
            if (Ascii.Equals(name, names[i]))
                return i;
        return -1;
    }
}

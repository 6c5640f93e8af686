using System.Text;
using System.Text.Json;

namespace Tidings.Server.Intake.Events;

/// <summary>The name of a JSON member on which the reader stands. The framework's own comparisons throw where a name holds half of a surrogate pair.</summary>
internal static class MemberName
{
    const int Longest = 64;

    /// <summary>Its bytes, to be compared; where it cannot be unescaped, as it stands, which is no name that anything has.</summary>
    public static ReadOnlySpan<byte> Of(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(AsWritten(ref reader)) : reader.ValueSpan;

    /// <summary>For an error, bounded; where it cannot be unescaped, its raw form.</summary>
    public static string AsWritten(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > Longest * 6)
            return "…";
        Span<byte> name = stackalloc byte[Longest * 6];
        try
        {
            name = name[..reader.CopyString(name)];
        }
        catch (InvalidOperationException)
        {
            reader.ValueSpan.CopyTo(name);
            name = name[..reader.ValueSpan.Length];
        }
        var text = Encoding.UTF8.GetString(name);
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}

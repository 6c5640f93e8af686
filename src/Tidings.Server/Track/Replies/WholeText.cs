using System.Text;
using Tidings.Smpp.Text;

namespace Tidings.Server.Track.Replies;

/// <summary>A text of which nothing is missing, or nothing is awaited any more.</summary>
/// <param name="Last">The part that made it whole: whoever brought it waits for an answer.</param>
/// <param name="Text">Null: it holds none that can be read.</param>
/// <param name="Rows">The stored rows that it was made of, to be removed when it is decided.</param>
/// <param name="Parts">Where it is remembered that its parts were decided. Null: it had none, or they are another text's by now.</param>
internal sealed record WholeText(InboundText Last, string? Text, IReadOnlyList<string> Rows, WaitingParts? Parts = null, Missing Missing = Missing.Nothing)
{
    /// <summary>UTF-16 units that are kept: four times what a phone lets anybody write.</summary>
    public const int Longest = 8_000;

    /// <summary>The part that was written first, of those that are there: what the carrier calls the text.</summary>
    public InboundText First { get; init; } = Last;

    public string? Text { get; } = Text is null ? null : Kept(Text);

    public static WholeText Of(InboundText text) => new(text, TextDecoder.Decode(text.UserData, text.DataCoding, text.HasHeader, text.Reading), []);

    /// <summary>Halves of pairs, which no encoding can hold, are replaced.</summary>
    static string Kept(string text)
    {
        var cut = text.Length <= Longest ? text : text[..Longest];
        var kept = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
            kept.Append(rune.ToString());
        return kept.ToString();
    }

    public override string ToString() => "whole text (redacted)";
}

/// <summary>What a text lacks.</summary>
internal enum Missing : byte
{
    Nothing = 0,
    /// <summary>Some of its parts, which did not come in time.</summary>
    Rest,
    /// <summary>What was read of it before this came.</summary>
    Beginning,
}

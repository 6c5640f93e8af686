using System.Globalization;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Notes;

/// <summary>A log's head (C2SP tlog-checkpoint): whose, how many entries, and the root over them.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed, without extension lines.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>The head in a note's text, extension lines left aside; null where it is none.</summary>
    public static Checkpoint? Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(static line => line.Length == 0) || ParseSize(lines[1]) is not { } size)
            return null;
        return ParseHash(lines[2]) is { } root ? new(lines[0], size, root) : null;
    }

    /// <summary>A decimal number without leading zeroes, below 2^63; null where it is none.</summary>
    internal static long? ParseSize(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>One hash in base64; null where it is none.</summary>
    internal static byte[]? ParseHash(string text)
    {
        var bytes = new byte[MerkleHash.Length];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length && Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}

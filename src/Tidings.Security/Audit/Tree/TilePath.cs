using System.Globalization;
using System.Text;

namespace Tidings.Security.Audit.Tree;

/// <summary>Where tiles and bundles of entries are, below the log's folder or URL (C2SP tlog-tiles): <c>tile/0/x001/234.p/7</c>, <c>tile/entries/000</c>.</summary>
public static class TilePath
{
    /// <summary>Hashes of a full tile, entries of a full bundle.</summary>
    public const int Width = 256;

    /// <summary>Levels that a tree of fewer than 2^63 entries can have.</summary>
    public const int Levels = 8;

    /// <summary>The tile with this level and index; of <paramref name="width"/> hashes, 256 for a full one.</summary>
    public static string Tile(int level, long index, int width) => Path($"tile/{level.ToString(CultureInfo.InvariantCulture)}/", index, width);

    /// <summary>The bundle of entries that belongs to the tile of level 0 with this index.</summary>
    public static string Entries(long index, int width) => Path("tile/entries/", index, width);

    /// <summary>Whether <paramref name="path"/> is written as a tile or bundle of a log is, and so cannot lead anywhere else.</summary>
    public static bool IsOne(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile" || !(parts[1] == "entries" || IsNumber(parts[1], 63)))
            return false;
        var end = parts.Length;
        if (parts[end - 2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (end < 4 || !IsNumber(parts[end - 1], Width - 1) || parts[end - 1] == "0")
                return false;
            end--;
            parts[end - 1] = parts[end - 1][..^2];
        }
        for (var i = 2; i < end; i++)
        {
            var digits = i == end - 1 ? parts[i] : parts[i].StartsWith('x') ? parts[i][1..] : "";
            if (digits.Length != 3 || !digits.All(char.IsAsciiDigit))
                return false;
        }
        return end is >= 3 and <= 9;
    }

    /// <summary>The first entry after those that a tile or bundle of this path is of (C2SP tlog-tiles: its end index). For paths that <see cref="IsOne"/> takes.</summary>
    public static long End(string path)
    {
        var parts = path.Split('/');
        var level = parts[1] == "entries" ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        var index = 0L;
        foreach (var part in parts.AsSpan(2, parts.Length - (parts[^2].EndsWith(".p", StringComparison.Ordinal) ? 3 : 2)))
            index = (index * 1000) + int.Parse(part.AsSpan(part[0] == 'x' ? 1 : 0, 3), CultureInfo.InvariantCulture);
        // Of levels that no tree has, no tile is below anything.
        return level < Levels - 1 && index < long.MaxValue >> (8 * (level + 1)) ? (index + 1) << (8 * (level + 1)) : long.MaxValue;
    }

    static bool IsNumber(string text, int most) =>
        text.Length is 1 or 2 or 3 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0') && int.Parse(text, CultureInfo.InvariantCulture) <= most;

    static string Path(string folder, long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var path = new StringBuilder((index % 1000).ToString("D3", CultureInfo.InvariantCulture));
        for (var rest = index / 1000; rest > 0; rest /= 1000)
            path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/"));
        path.Insert(0, folder);
        if (width < Width)
            path.Append(CultureInfo.InvariantCulture, $".p/{width}");
        return path.ToString();
    }
}

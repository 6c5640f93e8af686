using System.Collections.Frozen;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Pages;

/// <summary>The pages of docs/errors, which a problem's <c>type</c> leads to, served as they are written.</summary>
internal static class ErrorPages
{
    const string Prefix = "errors/";

    static readonly FrozenDictionary<string, byte[]> Pages = Load();

    /// <summary>The codes that have a page.</summary>
    public static IReadOnlyCollection<string> Codes => Pages.Keys;

    public static IResult Get(string code) => Pages.TryGetValue(code, out var page)
        ? Results.Bytes(page, "text/plain; charset=utf-8")
        : new Problem(ProblemCodes.NotFound) { Detail = "There is no such code." };

    static FrozenDictionary<string, byte[]> Load()
    {
        var assembly = typeof(ErrorPages).Assembly;
        var pages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                pages[Path.GetFileNameWithoutExtension(name[Prefix.Length..])] = Read(assembly.GetManifestResourceStream(name)!);
        return pages.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static byte[] Read(Stream stream)
    {
        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}

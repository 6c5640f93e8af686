namespace Tidings.Core.Compose.Formats;

/// <summary>The languages in which a text may be written for somebody, best first: <c>tr-CY</c>, <c>tr</c>, the bank's own, <c>en</c>.</summary>
static class LanguageChain
{
    public const string Last = "en";

    public static IEnumerable<string> Of(string wanted, string bankDefault)
    {
        foreach (var tag in new[] { wanted, bankDefault, Last })
            for (var part = tag; part.Length > 0; part = Parent(part))
                yield return part;
    }

    public static string Parent(string tag) => tag.LastIndexOf('-') is var cut and > 0 ? tag[..cut] : "";

    public static bool SameLanguage(string a, string b) => Primary(a).Equals(Primary(b), StringComparison.OrdinalIgnoreCase);

    static ReadOnlySpan<char> Primary(string tag) => tag.IndexOf('-', StringComparison.Ordinal) is var cut and > 0 ? tag.AsSpan(0, cut) : tag;
}

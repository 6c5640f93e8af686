using System.Text.RegularExpressions;

namespace Tidings.Core.Compose;

/// <summary>What a phone turns into a link.</summary>
static partial class Links
{
    // A scheme, www., or a name with a dot and a path. A bare AMAZON.COM is a merchant's name before it is a link.
    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://\S*|\bwww\.\S+|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/\S*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Live();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://\S*|\bwww\.\S+|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org|info|io|co|ly|me|app|link|bank|[a-z]{2})\b(/\S*)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    // Any words joined by a dot of which the last could be a top-level domain: phones know more of them than any list here would.
    [GeneratedRegex(@"\b[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Domain();

    /// <param name="names">True: the value is the name of a merchant, who may be called after a domain. Anybody can write the rest.</param>
    public static bool AreIn(string value, bool names) =>
        (!names && value.Contains('.', StringComparison.Ordinal) && Domain().IsMatch(value))
        || ((value.Contains('/', StringComparison.Ordinal) || value.Contains("www", StringComparison.OrdinalIgnoreCase)) && Live().IsMatch(value));

    /// <summary>A value from outside with its links made dead: readable, nothing to tap.</summary>
    public static string Defuse(string value, bool names)
    {
        if (!AreIn(value, names))
            return value;
        value = Dead(Live(), value);
        return names ? value : Dead(Domain(), value);
    }

    static string Dead(Regex links, string value) =>
        links.Replace(value, static link => link.Value[(link.Value.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].Replace('.', ' '));

    /// <summary>Every link of a written text, whoever put it there.</summary>
    public static IEnumerable<string> EachIn(string text)
    {
        if (!text.Contains('.', StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal))
            return [];
        var live = Live().Matches(text);
        // What stands in the path of a link is no other link.
        return live.Select(static link => link.Value).Concat(Written().Matches(Live().Replace(text, " ")).Select(static link => link.Value));
    }

    /// <summary>The first link that the author of a template wrote, or null.</summary>
    public static (int At, string Text)? FirstIn(string text) => Written().Match(text) is { Success: true } found ? (found.Index, found.Value) : null;
}

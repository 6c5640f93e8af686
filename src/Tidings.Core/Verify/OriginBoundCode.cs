namespace Tidings.Core.Verify;

/// <summary>
/// A code that belongs to a website: the last line of its text says which, and a phone offers the code to that site alone. A site that looks like the bank's gets nothing from it.
/// The format is that of "Origin-bound one-time codes delivered via SMS" (WICG), which browsers read.
/// </summary>
/// <param name="Domain">The site in the address bar: <c>bank.example</c>, in lower case.</param>
/// <param name="Code">What stands after #, without white space.</param>
/// <param name="Embedded">The site in a frame of it that asks for the code. Null: the site itself asks.</param>
public sealed record OriginBoundCode(string Domain, string Code, string? Embedded = null)
{
    /// <summary>The line as the last of a text has it. Nothing may follow, not even the end of the line.</summary>
    public string Line => Embedded is null ? $"@{Domain} #{Code}" : $"@{Domain} #{Code} @{Embedded}";

    /// <summary>A text's code and whom it belongs to, as a browser reads them (section 3.3). Null: the text binds no code to a site.</summary>
    public static OriginBoundCode? Read(ReadOnlySpan<char> text)
    {
        // What ends a line is LF, CR or both.
        var rest = text[(text.LastIndexOfAny('\r', '\n') + 1)..];
        if (!Take(ref rest, '@') || Host(ref rest) is not { } domain || !Take(ref rest, ' ') || !Take(ref rest, '#') || Word(ref rest) is not { Length: > 0 } code)
            return null;
        // What a later version of the format may say here does no harm.
        return new(domain, code.ToString(), Take(ref rest, ' ') && Take(ref rest, '@') ? Host(ref rest) : null);
    }

    /// <summary>Whether codes can be bound to it: a name of letters, digits, hyphens and at least one dot, as DNS has it. One with other letters is written in its ASCII form (xn--).</summary>
    public static bool IsDomain(ReadOnlySpan<char> value) => value.Contains('.') && IsHost(value);

    static bool Take(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }

    static string? Host(ref ReadOnlySpan<char> rest) => Word(ref rest) is var word && IsHost(word) ? word.ToString().ToLowerInvariant() : null;

    /// <summary>Up to the next ASCII white space.</summary>
    static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny("\t\n\f\r ");
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..];
        return word;
    }

    static bool IsHost(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value.Length > 253)
            return false;
        foreach (var range in value.Split('.'))
        {
            var label = value[range];
            if (label.IsEmpty || label.Length > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                    return false;
        }
        return true;
    }
}

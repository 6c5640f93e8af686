namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>Cuts what stands between a tag's braces into tokens.</summary>
static class TagLexer
{
    static readonly string[] Symbols = ["==", "!=", "<>", "<=", ">=", "<", ">", "=", "|", ":", ",", "."];

    public static List<Token> Read(string source, int from, int to, TemplateProblems problems)
    {
        var tokens = new List<Token>();
        var at = from;
        while (at < to)
        {
            var c = source[at];
            if (char.IsWhiteSpace(c)) { at++; continue; }
            var token = c is '\'' or '"' ? Quoted(source, at, to)
                : char.IsAsciiDigit(c) || (c == '-' && at + 1 < to && char.IsAsciiDigit(source[at + 1])) ? Number(source, at, to)
                : char.IsAsciiLetter(c) || c == '_' ? Name(source, at, to)
                : Symbol(source, at);
            if (token is not { } read)
            {
                problems.Add(at, TemplateCodes.Syntax, $"'{c}' is not expected here.", "See docs/templates.md for what may stand between the braces.");
                return [];
            }
            tokens.Add(read);
            at = read.At + read.Value.Length + (read.Kind == TokenKind.Text ? 2 : 0);
        }
        tokens.Add(new Token(TokenKind.End, "", to));
        return tokens;
    }

    static Token? Quoted(string source, int at, int to)
    {
        var end = source.IndexOf(source[at], at + 1, to - at - 1);
        return end < 0 ? null : new Token(TokenKind.Text, source[(at + 1)..end], at);
    }

    static Token Number(string source, int at, int to)
    {
        var end = at + 1;
        while (end < to && (char.IsAsciiDigit(source[end]) || (source[end] == '.' && end + 1 < to && char.IsAsciiDigit(source[end + 1]))))
            end++;
        return new Token(TokenKind.Number, source[at..end], at);
    }

    static Token Name(string source, int at, int to)
    {
        var end = at + 1;
        while (end < to && (char.IsAsciiLetterOrDigit(source[end]) || source[end] is '_' or '-'))
            end++;
        return new Token(TokenKind.Name, source[at..end], at);
    }

    static Token? Symbol(string source, int at)
    {
        foreach (var symbol in Symbols)
            if (string.CompareOrdinal(source, at, symbol, 0, symbol.Length) == 0)
                return new Token(TokenKind.Symbol, symbol, at);
        return null;
    }
}

using Fluid.Ast;
using Fluid.Parser;
using Tidings.Core.Events;

namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>
/// Reads the Liquid that a bank's texts need (output with filters, if/elsif/else, unless, case, comment, raw, whitespace control) into Fluid's
/// tree. Loops, assignments and includes are not in the language, so that a text's length and cost are those of its source.
/// </summary>
sealed class BodyParser
{
    public const int MaxSource = 4_000;
    const int MaxDepth = 16;

    readonly string _source;
    readonly TemplateProblems _problems;
    readonly Dictionary<string, int> _unguarded = new(StringComparer.Ordinal);
    readonly HashSet<string> _used = new(StringComparer.Ordinal);
    readonly List<(int, string)> _literals = [];
    readonly Stack<IReadOnlySet<string>> _known = new();
    int _at;
    bool _trimNext;
    Tag? _closing;

    readonly record struct Tag(string Name, List<Token> Rest, int At);

    BodyParser(string source, TemplateProblems problems) => (_source, _problems) = (source, problems);

    /// <returns>Null where there are problems.</returns>
    public static ParsedBody? Parse(string source, TemplateProblems problems)
    {
        if (source.Length > MaxSource)
        {
            problems.Add(-1, FieldCodes.TooLong, $"A body has at most {MaxSource} characters.", "Shorten it.");
            return null;
        }
        var parser = new BodyParser(source, problems);
        var statements = parser.Block([]);
        return problems.Errors.Count > 0 ? null : new ParsedBody(new FluidTemplate(statements), parser._unguarded, parser._used, parser._literals);
    }

    /// <summary>Statements up to one of the tags that end the block, which is then in <see cref="_closing"/>.</summary>
    List<Statement> Block(string[] ends, IReadOnlySet<string>? known = null)
    {
        _known.Push(known is null ? (_known.TryPeek(out var outer) ? outer : new HashSet<string>()) : Guards.Union(_known.Peek(), known));
        if (_known.Count > MaxDepth)
        {
            _problems.Add(_at, TemplateCodes.TooDeep, $"Blocks are nested deeper than {MaxDepth}.", "Split the text into simpler conditions.");
            _at = _source.Length;
        }
        var statements = new List<Statement>();
        _closing = null;
        while (_closing is null && Step(statements, ends)) { }
        _known.Pop();
        return statements;
    }

    bool Step(List<Statement> statements, string[] ends)
    {
        var open = NextOpening(_at);
        Literal(statements, open < 0 ? _source.Length : open, open >= 0 && open + 2 < _source.Length && _source[open + 2] == '-');
        if (open < 0)
            return false;
        var output = _source[open + 1] == '{';
        var close = Closing(open + 2, output ? "}}" : "%}");
        if (close < 0)
        {
            _problems.Add(open, TemplateCodes.Syntax, $"'{(output ? "{{" : "{%")}' is never closed.", $"End it with '{(output ? "}}" : "%}")}'.");
            _at = _source.Length;
            return false;
        }
        _trimNext = _source[close - 1] == '-' && close - 1 >= open + 2;
        var from = _source[open + 2] == '-' ? open + 3 : open + 2;
        var tokens = TagLexer.Read(_source, from, Math.Max(from, _trimNext ? close - 1 : close), _problems);
        _at = close + 2;
        if (tokens.Count == 0)
            return true;
        if (output)
            statements.Add(new OutputStatement(new ExpressionReader(tokens, _problems, Used).Output()));
        else
            TakeTag(statements, ends, tokens, open);
        return true;
    }

    void TakeTag(List<Statement> statements, string[] ends, List<Token> tokens, int open)
    {
        var name = tokens[0].Kind == TokenKind.Name ? tokens[0].Value : "";
        var tag = new Tag(name, tokens[1..], open);
        if (Array.IndexOf(ends, name) >= 0)
        {
            _closing = tag;
            return;
        }
        switch (name)
        {
            case "if": statements.Add(If(tag)); break;
            case "unless": statements.Add(Unless(tag)); break;
            case "case": statements.Add(Case(tag)); break;
            case "comment": SkipTo("endcomment", open); break;
            case "raw":
                var (start, end) = SkipTo("endraw", open);
                statements.Add(new LiteralText(_source[start..end]));
                _literals.Add((start, _source[start..end]));
                break;
            default:
                _problems.Add(open, TemplateCodes.UnknownTag, $"'{name}' is no tag that stands here.", "Use if, elsif, else, unless, case, when, comment or raw, and close each.");
                break;
        }
    }

    IfStatement If(Tag tag)
    {
        var (condition, guards) = Read(tag).Condition();
        var body = Block(["elsif", "else", "endif"], guards.IfTrue);
        var otherwise = guards.IfFalse;
        var elseIfs = new List<ElseIfStatement>();
        while (_closing is { Name: "elsif" } next)
        {
            var (nextCondition, nextGuards) = Read(next).Condition();
            elseIfs.Add(new ElseIfStatement(nextCondition, Block(["elsif", "else", "endif"], Guards.Union(otherwise, nextGuards.IfTrue))));
            otherwise = Guards.Union(otherwise, nextGuards.IfFalse);
        }
        return new IfStatement(condition, body, Else(tag, "endif", otherwise), elseIfs);
    }

    UnlessStatement Unless(Tag tag)
    {
        var (condition, guards) = Read(tag).Condition();
        var body = Block(["else", "endunless"], guards.IfFalse);
        return new UnlessStatement(condition, body, Else(tag, "endunless", guards.IfTrue));
    }

    CaseStatement Case(Tag tag)
    {
        var (subject, variable) = Read(tag).Subject();
        IReadOnlySet<string> known = variable is null ? new HashSet<string>() : new HashSet<string> { variable };
        var ignored = new List<Statement>();
        ignored.AddRange(Block(["when", "else", "endcase"]));
        var whens = new List<WhenStatement>();
        while (_closing is { Name: "when" } when)
            whens.Add(new WhenStatement(Read(when).Alternatives(), Block(["when", "else", "endcase"], known)));
        return new CaseStatement(subject, Else(tag, "endcase", new HashSet<string>()), [.. whens]);
    }

    ElseStatement? Else(Tag opened, string end, IReadOnlySet<string> known)
    {
        ElseStatement? otherwise = null;
        if (_closing is { Name: "else" })
            otherwise = new ElseStatement(Block([end], known));
        if (_closing?.Name != end)
            _problems.Add(opened.At, TemplateCodes.Unclosed, $"'{opened.Name}' is never closed.", $"End it with '{{% {end} %}}'.");
        _closing = null;
        return otherwise;
    }

    ExpressionReader Read(Tag tag) => new(tag.Rest, _problems, Used);

    void Used(string name, int at, bool guarded)
    {
        _used.Add(name);
        if (guarded)
            return;
        var known = _known.Peek();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (!known.Contains(name) && !(dot > 0 && name != "account.nickname" && known.Contains(name[..dot])))
            _unguarded.TryAdd(name, at);
    }

    void Literal(List<Statement> statements, int end, bool trimEnd)
    {
        var text = _source[_at..end];
        var at = _at;
        if (_trimNext)
        {
            text = text.TrimStart();
            at = end - text.Length;
        }
        if (trimEnd)
            text = text.TrimEnd();
        _trimNext = false;
        if (text.Length == 0)
            return;
        _literals.Add((at, text));
        statements.Add(new LiteralText(text));
    }

    (int Start, int End) SkipTo(string endTag, int open)
    {
        var start = _at;
        for (var at = _source.IndexOf("{%", _at, StringComparison.Ordinal); at >= 0; at = _source.IndexOf("{%", at + 2, StringComparison.Ordinal))
        {
            // Behind the opening: in "{%}" the two share a sign and close nothing.
            var close = _source.IndexOf("%}", at + 2, StringComparison.Ordinal);
            if (close < 0 || !_source.AsSpan(at + 2, close - at - 2).Trim("- \t\r\n").SequenceEqual(endTag))
                continue;
            _at = close + 2;
            return (start, at);
        }
        _problems.Add(open, TemplateCodes.Unclosed, $"'{endTag[3..]}' is never closed.", $"End it with '{{% {endTag} %}}'.");
        _at = _source.Length;
        return (start, start);
    }

    int NextOpening(int from)
    {
        for (var at = _source.IndexOf('{', from); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
            if (_source[at + 1] is '{' or '%')
                return at;
        return -1;
    }

    // Braces inside quotes do not close a tag.
    int Closing(int from, string close)
    {
        var quote = '\0';
        for (var at = from; at + 1 < _source.Length; at++)
            if (quote != '\0')
                quote = _source[at] == quote ? '\0' : quote;
            else if (_source[at] is '\'' or '"')
                quote = _source[at];
            else if (_source[at] == close[0] && _source[at + 1] == close[1])
                return at;
        return -1;
    }
}

using System.Globalization;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Fluid.Values;

namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>Reads what stands in one tag: a value with its filters, or a condition. Unknown names are problems here, never at rendering.</summary>
sealed class ExpressionReader(List<Token> tokens, TemplateProblems problems, Action<string, int, bool> used)
{
    static readonly string[] Comparisons = ["==", "!=", "<>", "<", ">", "<=", ">=", "contains"];

    int _at;

    Token Next => tokens[_at];
    public bool AtEnd => Next.Kind == TokenKind.End;

    readonly record struct Operand(Expression Expression, string? Variable, bool IsNil);

    public Expression Output()
    {
        var first = Next;
        var operand = ReadOperand();
        var expression = operand.Expression;
        var guarded = false;
        while (Take("|"))
        {
            var name = Next;
            if (name.Kind != TokenKind.Name)
            {
                Problem(name, TemplateCodes.Syntax, "After '|' comes the name of a filter.", "For example {{ merchant | upcase }}.");
                break;
            }
            _at++;
            guarded |= name.Value == Filters.Default;
            expression = Filter(expression, name);
        }
        if (operand.Variable is { } variable)
            used(variable, first.At, guarded);
        ExpectEnd();
        return expression;
    }

    FilterExpression Filter(Expression input, Token name)
    {
        var arguments = new List<FilterArgument>();
        if (Take(":"))
            do
                arguments.Add(new FilterArgument(null, ReadArgument()));
            while (Take(","));
        if (!Filters.TryGetArity(name.Value, out var least, out var most))
            Problem(name, TemplateCodes.UnknownFilter, $"There is no filter '{name.Value}'.", $"Use one of {string.Join(", ", Filters.Names)}.");
        else if (arguments.Count < least || arguments.Count > most)
            Problem(name, TemplateCodes.FilterArguments, $"'{name.Value}' takes {least}{(most > least ? $" to {most}" : "")} arguments.", "Give it as many.");
        return new FilterExpression(input, name.Value, arguments);
    }

    Expression ReadArgument()
    {
        var at = Next.At;
        var operand = ReadOperand();
        if (operand.Variable is { } variable)
            used(variable, at, false);
        return operand.Expression;
    }

    /// <summary>Liquid reads <c>a and b or c</c> from the right: a and (b or c).</summary>
    public (Expression Expression, Guards Guards) Condition()
    {
        var condition = ReadConditions();
        ExpectEnd();
        return condition;
    }

    (Expression, Guards) ReadConditions()
    {
        var (left, guards) = ReadComparison();
        var and = Take("and");
        if (!and && !Take("or"))
            return (left, guards);
        var (right, rightGuards) = ReadConditions();
        return and
            ? (new AndBinaryExpression(left, right), Guards.And(guards, rightGuards))
            : (new OrBinaryExpression(left, right), Guards.Or(guards, rightGuards));
    }

    (Expression, Guards) ReadComparison()
    {
        var left = ReadOperand();
        var comparison = Array.Find(Comparisons, Next.Is);
        if (comparison is null || Next.Kind == TokenKind.Text)
            return (left.Expression, left.Variable is { } alone ? Guards.WhenTrue(alone) : Guards.Nothing);
        _at++;
        var right = ReadOperand();
        var names = new[] { left.Variable, right.Variable }.OfType<string>().ToArray();
        var nil = left.IsNil || right.IsNil;
        Expression expression = comparison switch
        {
            "==" => new EqualBinaryExpression(left.Expression, right.Expression),
            "!=" or "<>" => new NotEqualBinaryExpression(left.Expression, right.Expression),
            "<" => new OrderExpression(left.Expression, right.Expression, static order => order < 0),
            "<=" => new OrderExpression(left.Expression, right.Expression, static order => order <= 0),
            ">" => new OrderExpression(left.Expression, right.Expression, static order => order > 0),
            ">=" => new OrderExpression(left.Expression, right.Expression, static order => order >= 0),
            _ => new ContainsBinaryExpression(left.Expression, right.Expression),
        };
        var guards = comparison switch
        {
            "==" => nil ? Guards.WhenFalse(names) : Guards.WhenTrue(names.Length == 1 ? names : []),
            "!=" or "<>" => nil ? Guards.WhenTrue(names) : Guards.WhenFalse(names.Length == 1 ? names : []),
            _ => Guards.WhenTrue(names),
        };
        return (expression, guards);
    }

    /// <summary>The subject of a case, or what a when compares it with.</summary>
    public (Expression Expression, string? Variable) Subject()
    {
        var operand = ReadOperand();
        ExpectEnd();
        return (operand.Expression, operand.Variable);
    }

    public List<Expression> Alternatives()
    {
        var alternatives = new List<Expression>();
        do
            alternatives.Add(ReadArgument());
        while (Take(",") || Take("or"));
        ExpectEnd();
        return alternatives;
    }

    Operand ReadOperand()
    {
        var token = Next;
        if (token.Kind != TokenKind.End)
            _at++;
        switch (token.Kind)
        {
            case TokenKind.Text: return Literal(new TextValue(token.Value));
            case TokenKind.Number when decimal.TryParse(token.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                return Literal(NumberValue.Create(number));
            case TokenKind.Name when token.Value is "true" or "false":
                return Literal(token.Value == "true" ? BooleanValue.True : BooleanValue.False);
            case TokenKind.Name when token.Value is "nil" or "null" or "blank" or "empty":
                return Literal(NilValue.Instance) with { IsNil = true };
            case TokenKind.Name: return ReadVariable(token);
            default:
                Problem(token, TemplateCodes.Syntax, token.Kind == TokenKind.End ? "A name or a value is missing here." : $"'{token.Value}' is not expected here.", "Name a variable, a 'text' or a number.");
                return Literal(NilValue.Instance);
        }
    }

    Operand ReadVariable(Token first)
    {
        var path = new List<string> { first.Value };
        while (Next.Is(".") && tokens[_at + 1].Kind == TokenKind.Name)
        {
            path.Add(tokens[_at + 1].Value);
            _at += 2;
        }
        var name = string.Join('.', path);
        used(name, first.At, true);
        if (Variables.TryFind(name, out var variable))
            return new Operand(new VariableExpression(variable), name, false);
        if (path[0] == Variables.Data && path.Count > 1)
            return new Operand(new DataExpression([.. path.Skip(1)]), name, false);
        Problem(first, TemplateCodes.UnknownVariable, $"There is no variable '{name}'.", $"Use one of {string.Join(", ", Variables.Names.Order(StringComparer.Ordinal))}, or data.… of your own event type.");
        return Literal(NilValue.Instance);
    }

    static Operand Literal(FluidValue value) => new(new LiteralExpression(value), null, false);

    bool Take(string symbol)
    {
        if (Next.Kind == TokenKind.Text || !Next.Is(symbol))
            return false;
        _at++;
        return true;
    }

    void ExpectEnd()
    {
        if (!AtEnd)
            Problem(Next, TemplateCodes.Syntax, $"'{Next.Value}' is not expected here.", "Close the tag before it, or join conditions with 'and' or 'or'.");
    }

    void Problem(Token at, string code, string why, string fix) => problems.Add(at.At, code, why, fix);
}

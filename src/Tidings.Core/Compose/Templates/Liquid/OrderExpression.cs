using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>Which of two numbers is greater. (Fluid's own knows only its own numbers, not an amount.) What is no number is neither.</summary>
sealed class OrderExpression(Expression left, Expression right, Func<int, bool> holds) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var (a, b) = (left.EvaluateAsync(context), right.EvaluateAsync(context));
        return a.IsCompletedSuccessfully && b.IsCompletedSuccessfully ? new(Compare(a.Result, b.Result)) : Awaited(a, b);
    }

    async ValueTask<FluidValue> Awaited(ValueTask<FluidValue> a, ValueTask<FluidValue> b) => Compare(await a, await b);

    BooleanValue Compare(FluidValue a, FluidValue b) =>
        a.Type == FluidValues.Number && b.Type == FluidValues.Number && holds(a.ToNumberValue().CompareTo(b.ToNumberValue())) ? BooleanValue.True : BooleanValue.False;
}

using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>A variable, resolved to its place when the template is parsed: rendering looks nothing up by name.</summary>
sealed class VariableExpression(Variable variable) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context) =>
        new(((DraftContext)context).Get(variable));
}

/// <summary>A member of the <c>data</c> object of a bank's own event type.</summary>
sealed class DataExpression(string[] path) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context) =>
        new(((DraftContext)context).GetData(path));
}

using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;

namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>Text between tags. (Fluid's own node for it reads a field that the pinned parser library no longer has.)</summary>
sealed class LiteralText(string text) : Statement
{
    public string Text => text;

    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        writer.Write(text);
        return Normal();
    }
}

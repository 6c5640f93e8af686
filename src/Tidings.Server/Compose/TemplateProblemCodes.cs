using Tidings.Core.Compose.Templates;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Compose;

/// <summary>The codes of what is wrong with a template, with their titles.</summary>
internal static class TemplateProblemCodes
{
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        new(TemplateCodes.Syntax, 0, "A template cannot be read"),
        new(TemplateCodes.Unclosed, 0, "A block of a template is not closed"),
        new(TemplateCodes.TooDeep, 0, "Blocks of a template are nested too deep"),
        new(TemplateCodes.UnknownTag, 0, "A tag of a template is not known"),
        new(TemplateCodes.UnknownVariable, 0, "A variable of a template is not known"),
        new(TemplateCodes.UnknownFilter, 0, "A filter of a template is not known"),
        new(TemplateCodes.FilterArguments, 0, "A filter of a template has the wrong arguments"),
        new(TemplateCodes.Unguarded, 0, "A variable may be missing"),
        new(TemplateCodes.MissingVariable, 0, "A text does not say what the template requires"),
        new(TemplateCodes.MissingLanguage, 0, "A language is missing"),
        new(TemplateCodes.CardNumber, 0, "A text holds a full card number"),
        new(TemplateCodes.ControlCharacter, 0, "A text holds a character that steers the display"),
        new(TemplateCodes.Link, 0, "A text holds a link where links are banned"),
        new(TemplateCodes.Promotional, 0, "A transactional text promotes"),
        new(TemplateCodes.SampleRefused, 0, "No text comes of sample values"),
    ];
}

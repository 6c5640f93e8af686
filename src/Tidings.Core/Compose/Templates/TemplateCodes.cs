namespace Tidings.Core.Compose.Templates;

/// <summary>The stable codes of what is wrong with a template, beside those of <see cref="Events.FieldCodes"/>; each has its page in docs/errors.</summary>
public static class TemplateCodes
{
    public const string Syntax = "syntax";
    public const string Unclosed = "unclosed";
    public const string TooDeep = "too-deep";
    public const string UnknownTag = "unknown-tag";
    public const string UnknownVariable = "unknown-variable";
    public const string UnknownFilter = "unknown-filter";
    public const string FilterArguments = "filter-arguments";
    /// <summary>A variable that may be missing is printed where nothing says that it is there.</summary>
    public const string Unguarded = "unguarded";
    /// <summary>A body does not say what the template requires.</summary>
    public const string MissingVariable = "missing-variable";
    public const string MissingLanguage = "missing-language";
    public const string CardNumber = "card-number";
    public const string ControlCharacter = "control-character";
    public const string Link = "link";
    public const string Promotional = "promotional";
    /// <summary>With sample values no text would come of it.</summary>
    public const string SampleRefused = "sample-refused";

    public static IReadOnlyList<string> All { get; } =
    [
        Syntax, Unclosed, TooDeep, UnknownTag, UnknownVariable, UnknownFilter, FilterArguments, Unguarded, MissingVariable, MissingLanguage,
        CardNumber, ControlCharacter, Link, Promotional, SampleRefused,
    ];
}

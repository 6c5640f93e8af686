using System.Globalization;
using System.Text.RegularExpressions;
using Tidings.Core.Compose.Formats;
using Tidings.Core.Compose.Templates.Liquid;
using Tidings.Core.Events;

namespace Tidings.Core.Compose.Templates;

/// <summary>Judges a template when it is saved, so that nothing is left to find out when a customer waits.</summary>
public static partial class TemplateCheck
{
    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex IdPattern();

    public const int MaxIdLength = 40;
    public const int MaxLanguages = 100;

    /// <returns>Everything that is wrong, each with its field, and with line and column where it has a place. Empty: it may be saved.</returns>
    public static IReadOnlyList<FieldError> Check(Template template, TemplateRules rules)
    {
        var errors = new List<FieldError>();
        CheckFields(template, rules, errors);
        foreach (var (language, body) in template.Bodies)
            CheckBody(template, language, body, rules, errors);
        return errors;
    }

    static void CheckFields(Template template, TemplateRules rules, List<FieldError> errors)
    {
        if (template.Id.Length > MaxIdLength || !IdPattern().IsMatch(template.Id))
            errors.Add(new("id", FieldCodes.Format, "An id has lower case letters, digits and single hyphens, at most 40.", "For example card-payment."));
        if (!Enum.IsDefined(template.Class) || template.Class == Messages.MessageClass.AdHoc)
            errors.Add(new("class", FieldCodes.UnknownValue, "There is no such class.", "Use one-time-code, fraud, security, transaction, balance, awareness, promotional or reply."));
        foreach (var name in template.Requires.Where(name => !IsVariable(name)))
            errors.Add(new("requires", TemplateCodes.UnknownVariable, $"There is no variable '{name}'.", "Name variables as the texts do."));
        if (template.Bodies.Count is 0 or > MaxLanguages)
            errors.Add(new("bodies", template.Bodies.Count == 0 ? FieldCodes.Missing : FieldCodes.Range, $"A template has 1 to {MaxLanguages} bodies.", "Add a text by its language."));
        foreach (var language in rules.RequiredLanguages.Where(language => !HasBodyFor(template, language)))
            errors.Add(new($"bodies.{language}", TemplateCodes.MissingLanguage, $"There is no text in {language}.", "Add it: customers wait for texts in this language."));
        foreach (var language in template.Bodies.Keys.Where(language => !IsLanguage(language)))
            errors.Add(new($"bodies.{language}", FieldCodes.Format, "This is not a known language tag.", "Use BCP 47: en, tr, pt-BR."));
    }

    static void CheckBody(Template template, string language, string body, TemplateRules rules, List<FieldError> errors)
    {
        var problems = new TemplateProblems($"bodies.{language}", body);
        if (BodyParser.Parse(body, problems) is { } parsed)
        {
            CheckVariables(template, parsed, problems);
            foreach (var (at, text) in parsed.Literals)
                AuthoredText.Check(template.Class, language, at, text, rules, problems);
            if (problems.Errors.Count == 0)
                CheckSamples(template, language, rules, problems);
        }
        errors.AddRange(problems.Errors);
    }

    static void CheckVariables(Template template, ParsedBody parsed, TemplateProblems problems)
    {
        foreach (var (name, at) in parsed.Unguarded)
            if (!IsThere(template, name))
                problems.Add(at, TemplateCodes.Unguarded, $"'{name}' may be missing.", $"Put it inside {{% if {name} %}}, give it a default, or list it under requires.");
        foreach (var name in template.Requires.Where(IsVariable))
            if (!parsed.Used.Contains(name))
                problems.Add(-1, TemplateCodes.MissingVariable, $"The text does not say '{name}', which the template requires.", "Say it, or take it from requires.");
    }

    static void CheckSamples(Template template, string language, TemplateRules rules, TemplateProblems problems)
    {
        foreach (var sample in Enum.GetValues<PreviewSample>())
        {
            var preview = TemplatePreview.Render(template, language, rules.Bank, sample);
            if (preview.Text is null)
                problems.Add(-1, TemplateCodes.SampleRefused, $"With {Named(sample)} nothing would be sent: {preview.Refusal?.Text}.", "Change the text.");
            else if (rules.Segments?.Invoke(preview.Text) is { } segments && segments > rules.MaxSegments)
                problems.Add(-1, FieldCodes.TooLong, $"With {Named(sample)} the text takes {segments} segments; {rules.MaxSegments} are allowed.", "Shorten it, or truncate its values.");
        }
    }

    static string Named(PreviewSample sample) => sample switch
    {
        PreviewSample.Typical => "typical values",
        PreviewSample.Bare => "only what is required",
        _ => "the longest values",
    };

    static bool IsVariable(string name) => Variables.TryFind(name, out _) || (name.StartsWith(Variables.Data + ".", StringComparison.Ordinal) && name.Length > 5);

    static bool IsThere(Template template, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return template.Requires.Contains(name)
            || (dot > 0 && name is not "account.nickname" && template.Requires.Contains(name[..dot]))
            || (Variables.TryFind(name, out var variable) && (Variables.Always & Variables.Bit(variable)) != 0);
    }

    static bool HasBodyFor(Template template, string language)
    {
        for (var tag = language; tag.Length > 0; tag = LanguageChain.Parent(tag))
            if (template.Bodies.Keys.Contains(tag, StringComparer.OrdinalIgnoreCase))
                return true;
        return false;
    }

    static bool IsLanguage(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}

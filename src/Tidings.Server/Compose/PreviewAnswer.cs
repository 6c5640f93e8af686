using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Smpp.Text;

namespace Tidings.Server.Compose;

/// <summary>What a template would look like and cost, in each language, and what a save would refuse.</summary>
internal sealed record PreviewAnswer(IReadOnlyList<PreviewedText> Previews, IReadOnlyList<FieldError> Errors);

/// <summary>One text as a phone would get it.</summary>
/// <param name="Text">Null: nothing would be sent, see <paramref name="Refusal"/>.</param>
internal sealed record PreviewedText(string Language, string? Text, string? Refusal, PreviewedCost? Cost)
{
    public static PreviewedText Of(Template template, string language, BankSettings bank, PreviewSample sample, PreviewValues? values, EncodingOptions options)
    {
        var preview = TemplatePreview.Render(template, language, bank, sample, values);
        return new PreviewedText(language, preview.Text, preview.Refusal?.Text, preview.Text is { } text ? PreviewedCost.Of(text, options) : null);
    }
}

/// <param name="Encoding"><c>gsm-7</c>, <c>latin-1</c> or <c>ucs-2</c>.</param>
/// <param name="Table">National shift tables in use, for example <c>turkish</c>; null: none.</param>
/// <param name="Units">Septets of GSM 7-bit, octets of Latin-1 or 16-bit units of UCS-2, in all segments.</param>
/// <param name="UnitsLeft">Still free in the last segment.</param>
/// <param name="ExtraSegments">Segments that the characters below cost together.</param>
/// <param name="Characters">What makes the text dearer, in its order, at most 100.</param>
internal sealed record PreviewedCost(
    string Encoding, string? Table, int Segments, int Units, int UnitsPerSegment, int UnitsLeft, int ExtraSegments, int CharacterCount,
    IReadOnlyList<PreviewedCharacter> Characters)
{
    public static PreviewedCost Of(string text, EncodingOptions options)
    {
        var report = TextEncoder.Explain(text, options);
        var choice = report.Choice;
        var table = choice.Locking != NationalLanguage.None ? choice.Locking : choice.Single;
        return new PreviewedCost(
            choice.Encoding switch { TextEncoding.Gsm7 => "gsm-7", TextEncoding.Latin1 => "latin-1", _ => "ucs-2" },
            table == NationalLanguage.None ? null : table.ToString().ToLowerInvariant(),
            choice.Segments, choice.Units, choice.UnitsPerSegment, choice.UnitsLeft, report.ExtraSegments, report.CostCount,
            [.. report.Costs.Select(cost => PreviewedCharacter.Of(text, cost))]);
    }
}

/// <param name="Position">Its UTF-16 position in the text.</param>
/// <param name="CodePoint"><c>U+20BA</c></param>
/// <param name="Why"><c>leaves-gsm-7</c>: no permitted GSM table has it. <c>two-septets</c>: it takes an escape.</param>
/// <param name="Replacement">A cheaper character for it; null: none.</param>
internal sealed record PreviewedCharacter(int Position, int Length, string Character, string CodePoint, string Why, string? Replacement)
{
    public static PreviewedCharacter Of(string text, CharacterCost cost) => new(
        cost.Position, cost.Length, text.Substring(cost.Position, cost.Length), $"U+{cost.CodePoint:X4}",
        cost.LeavesGsm7 ? "leaves-gsm-7" : "two-septets", cost.Replacement);
}

using System.Collections.Immutable;

namespace Tidings.Smpp.Text;

/// <summary>An encoding explained to the person who writes the text.</summary>
/// <param name="Choice">What would be sent.</param>
/// <param name="Costs">
/// The characters that cost: those that keep the text from GSM 7-bit, or, in GSM 7-bit, those that take two septets. In the text's
/// order, at most <see cref="TextEncoder.MaxCosts"/>.
/// </param>
/// <param name="CostCount">How many there are, also beyond the list.</param>
/// <param name="SegmentsIfReplaced">Segments if each character that leaves GSM 7-bit were replaced (by '?' where nothing stands for it).</param>
public sealed record EncodingReport(
    EncodingChoice Choice, ImmutableArray<CharacterCost> Costs, int CostCount, int SegmentsIfReplaced)
{
    /// <summary>Segments that the offending characters cost together.</summary>
    public int ExtraSegments => Math.Max(0, Choice.Segments - SegmentsIfReplaced);
}

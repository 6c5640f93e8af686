namespace Tidings.Smpp.Text;

/// <summary>A character that makes a text dearer.</summary>
/// <param name="Position">Its UTF-16 position in the text.</param>
/// <param name="Length">1, or 2 for a surrogate pair.</param>
/// <param name="CodePoint">Its Unicode code point; a lone surrogate is its own.</param>
/// <param name="LeavesGsm7">True: no permitted GSM 7-bit table has it, so that it keeps the whole text from GSM 7-bit; or the one encoding that is permitted lacks it.</param>
/// <param name="ExtraUnits">Septets beyond the first that it takes in GSM 7-bit: 1 for an escaped character, else 0.</param>
/// <param name="Replacement">What <see cref="Transliteration"/> would put in its place; null for nothing.</param>
public readonly record struct CharacterCost(
    int Position, int Length, int CodePoint, bool LeavesGsm7, int ExtraUnits, string? Replacement);

using System.Text.Json;
using Tidings.Core.Track.Replies.Keywords;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>
/// Reads answers of all languages at once, whatever the customer's own: people answer in the language that they think in. A text that says yes and no is neither; a longer phrase goes before what it is made of, so
/// that <c>not me</c> holds no yes.
/// </summary>
public static class AnswerWords
{
    const int LongestPhrase = 6;
    /// <summary>Whoever writes more tells a story, and a person should read it.</summary>
    const int MostWords = 16;

    static readonly HashSet<string> Reports = new(StringComparer.Ordinal);
    static readonly Dictionary<string, bool> Phrases = Load();

    /// <param name="text">As the customer wrote it.</param>
    public static SaidAnswer Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Parted(PlainWords.Of(text));
        var (yes, no, number, numbers) = (Sign(text, "👍✅✔"), Sign(text, "👎❌🚫✖"), default(int?), 0);
        var (alone, reports) = (true, false);
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] is [var digit and >= '1' and <= '9'])
                (number, numbers) = (digit - '0', numbers + 1);
            else if (Longest(words, at) is var (says, length))
            {
                (yes, no) = (yes || says, no || !says);
                reports |= !says && (length > 1 || Reports.Contains(words[at]));
                at += length - 1;
            }
            else
                alone = false;
        }
        return words.Count > MostWords || yes == no ? default : new(yes, numbers == 1 ? number : null, !no ? Denial.None : alone ? Denial.Alone : reports ? Denial.Within : Denial.None);
    }

    static bool Sign(string text, string signs)
    {
        foreach (var rune in signs.EnumerateRunes())
            if (text.Contains(rune.ToString(), StringComparison.Ordinal))
                return true;
        return false;
    }

    static (bool Yes, int Length)? Longest(List<string> words, int at)
    {
        for (var length = Math.Min(LongestPhrase, words.Count - at); length > 0; length--)
            if (Phrases.TryGetValue(string.Join(' ', words.GetRange(at, length)), out var yes))
                return (yes, length);
        return null;
    }

    /// <summary>A digit that was written onto a word is a word: <c>NO2</c>.</summary>
    static List<string> Parted(List<string> words) => [.. words.SelectMany(static word => word.Length > 1 && char.IsAsciiDigit(word[^1]) && !char.IsAsciiDigit(word[^2]) ? (string[])[word[..^1], word[^1..]] : [word])];

    static Dictionary<string, bool> Load()
    {
        using var stream = typeof(AnswerWords).Assembly.GetManifestResourceStream("Tidings.Core.Decide.Fraud.Questions.answers.json")
            ?? throw new InvalidOperationException("The words for answers are not embedded.");
        using var read = JsonDocument.Parse(stream);
        var phrases = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var language in read.RootElement.EnumerateObject())
            foreach (var answer in language.Value.EnumerateObject())
                foreach (var listed in answer.Value.EnumerateArray())
                {
                    var phrase = string.Join(' ', PlainWords.Of(listed.GetString()!));
                    if (answer.Name == "reports")
                        Reports.Add(phrase);
                    if (!phrases.TryAdd(phrase, answer.Name == "yes") && phrases[phrase] != (answer.Name == "yes"))
                        throw new InvalidOperationException($"\"{phrase}\" says yes in one language and no in another.");
                }
        return phrases;
    }
}

using Tidings.Core.Compose.Formats;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Track.Replies.Keywords;

/// <summary>
/// Reads customers' texts by a list of keywords. A text is a keyword where nothing is left of it without fillers but keywords of one meaning; or where it holds a phrase of two words or more that is one,
/// with no word of denial before it. One word within a sentence is none: <c>stop the payment to the bakery</c> ends no texts.
/// </summary>
public sealed class KeywordBook
{
    /// <summary>Words of the longest keyword.</summary>
    public const int LongestPhrase = 6;
    /// <summary>A denial stands at most so many words before what it denies.</summary>
    const int DenialReach = 2;

    readonly Dictionary<string, Keyword> _keywords;
    readonly HashSet<string> _fillers = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> _not = new(StringComparer.Ordinal);

    readonly record struct Keyword(ReplyMeaning Meaning, string? Own, string Language);

    KeywordBook(KeywordList list, Dictionary<string, Keyword> keywords)
    {
        (List, _keywords) = (list, keywords);
        foreach (var (language, words) in list.Languages)
        {
            _fillers.UnionWith(words.Fillers.SelectMany(PlainWords.Of));
            _not[language] = [.. words.Not.SelectMany(PlainWords.Of)];
        }
    }

    /// <summary>What the product comes with.</summary>
    public static KeywordBook Preset { get; } = Create(PresetKeywords.List, []) ?? throw new InvalidOperationException("The preset keywords do not fit.");

    public KeywordList List { get; }

    /// <param name="errors">Names each word that means two things, or nothing.</param>
    /// <returns>Null where there are errors.</returns>
    public static KeywordBook? Create(KeywordList list, List<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(list);
        var before = errors.Count;
        var keywords = new Dictionary<string, Keyword>(StringComparer.Ordinal);
        foreach (var (language, words) in list.Languages)
        {
            Add("stop", words.Stop, new(ReplyMeaning.Stop, null, language));
            Add("start", words.Start, new(ReplyMeaning.Start, null, language));
            Add("help", words.Help, new(ReplyMeaning.Help, null, language));
            Add("info", words.Info, new(ReplyMeaning.Info, null, language));

            void Add(string member, IReadOnlyList<string> listed, Keyword keyword) => AddAll($"languages.{language}.{member}", listed, keyword);
        }
        for (var i = 0; i < list.Own.Count; i++)
            AddAll($"own[{i}].words", list.Own[i].Words, new(ReplyMeaning.Own, list.Own[i].Id, ""));
        return errors.Count > before ? null : new(list, keywords);

        void AddAll(string at, IReadOnlyList<string> listed, Keyword keyword)
        {
            for (var i = 0; i < listed.Count; i++)
            {
                var words = PlainWords.Of(listed[i]);
                var phrase = string.Join(' ', words);
                if (words.Count is 0 or > LongestPhrase)
                    errors.Add(new($"{at}[{i}]", FieldCodes.Format, $"A keyword has 1 to {LongestPhrase} words of letters and digits.", "Write one that customers would."));
                else if (!keywords.TryGetValue(phrase, out var other))
                    keywords.Add(phrase, keyword);
                else if (other.Meaning != keyword.Meaning || other.Own != keyword.Own)
                    errors.Add(new($"{at}[{i}]", FieldCodes.Repeated, $"The same word, accents and case aside, means {Kebab(other)} in another place.", "Remove it from one of them."));
            }
        }

        static string Kebab(Keyword keyword) => keyword.Own ?? keyword.Meaning.ToString().ToLowerInvariant();
    }

    /// <summary>What a customer meant. Never fails: what is no keyword is <see cref="ReplyMeaning.Unclear"/>.</summary>
    public KeywordReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = PlainWords.Of(text);
        var content = words.Where(word => !_fillers.Contains(word)).ToList();
        return OnlyKeywords(words) ?? OnlyKeywords(content) ?? WithinSentence(words) ?? (content.Count == 0 && AsksNothing(text) ? KeywordReading.Courtesy : KeywordReading.Unclear);
    }

    static bool AsksNothing(string text) => !string.IsNullOrWhiteSpace(text) && !text.AsSpan().ContainsAny("?¿؟？");

    /// <summary>Keywords of one meaning and nothing else: <c>stop</c>, <c>stop stop</c>, <c>stop unsubscribe</c>.</summary>
    KeywordReading? OnlyKeywords(List<string> words)
    {
        Keyword? found = null;
        for (var at = 0; at < words.Count;)
        {
            if (Longest(words, at) is not var (keyword, length) || (found is { } first && (first.Meaning != keyword.Meaning || first.Own != keyword.Own)))
                return null;
            found ??= keyword;
            at += length;
        }
        return found is { } all ? Of(all) : null;
    }

    /// <summary>A phrase of several words; of several phrases STOP is heeded, since in doubt the customer is texted less.</summary>
    KeywordReading? WithinSentence(List<string> words)
    {
        Keyword? found = null;
        for (var at = 0; at < words.Count; at++)
        {
            if (Longest(words, at) is not ({ } keyword, >= 2) || IsDenied(words, at, keyword.Language))
                continue;
            if (keyword.Meaning == ReplyMeaning.Stop)
                return Of(keyword);
            found ??= keyword;
        }
        return found is { } only ? Of(only) : null;
    }

    bool IsDenied(List<string> words, int at, string language)
    {
        if (!_not.TryGetValue(language, out var not))
            return false;
        for (var i = Math.Max(0, at - DenialReach); i < at; i++)
            if (not.Contains(words[i]))
                return true;
        return false;
    }

    (Keyword Keyword, int Length)? Longest(List<string> words, int at)
    {
        for (var length = Math.Min(LongestPhrase, words.Count - at); length > 0; length--)
            if (_keywords.TryGetValue(string.Join(' ', words.GetRange(at, length)), out var keyword))
                return (keyword, length);
        return null;
    }

    static KeywordReading Of(Keyword keyword) => new(keyword.Meaning, keyword.Own, keyword.Language);

    /// <summary>How a language names classes, one after the other; null: none of them has a word.</summary>
    public string? Names(IEnumerable<MessageClass> classes, string language, string bankDefault)
    {
        foreach (var tag in LanguageChain.Of(language, bankDefault))
            if (List.Languages.TryGetValue(tag, out var words))
            {
                string[] named = [.. classes.Select(of => words.Stays.GetValueOrDefault(of)).OfType<string>()];
                return named.Length == 0 ? null : string.Join(", ", named);
            }
        return null;
    }
}

/// <summary>What a text was read as.</summary>
/// <param name="Own">The id of the bank's own keyword; null: it is none.</param>
/// <param name="Language">Whose words it was read by; empty: none's.</param>
public readonly record struct KeywordReading(ReplyMeaning Meaning, string? Own, string Language)
{
    public static KeywordReading Unclear { get; } = new(ReplyMeaning.Unclear, null, "");
    public static KeywordReading Courtesy { get; } = new(ReplyMeaning.Courtesy, null, "");
}

using Tidings.Core.Messages;

namespace Tidings.Core.Track.Replies.Keywords;

/// <summary>Which words customers' texts are read by, and how often they are answered. A document that the bank edits; immutable once read.</summary>
public sealed record KeywordList
{
    /// <summary>Answers to one number in an hour, 1 to 20; beyond it texts are heeded and recorded, not answered. Two machines that answer each other stop there.</summary>
    public int AnswersAnHour { get; init; } = 4;
    /// <summary>By language (BCP 47, without a region). All are read for every customer, whatever his own.</summary>
    public required IReadOnlyDictionary<string, LanguageWords> Languages { get; init; }
    /// <summary>The bank's own, beside the four that every bank has.</summary>
    public IReadOnlyList<OwnKeyword> Own { get; init; } = [];
}

/// <summary>The words of one language. A word or a few; case, accents, width and punctuation do not matter.</summary>
public sealed record LanguageWords
{
    public required IReadOnlyList<string> Stop { get; init; }
    public required IReadOnlyList<string> Start { get; init; }
    public required IReadOnlyList<string> Help { get; init; }
    public IReadOnlyList<string> Info { get; init; } = [];
    /// <summary>Words that say nothing: <c>please</c>, <c>me</c>, <c>texts</c>. A text that is a keyword without them is that keyword.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = [];
    /// <summary>Words that turn what follows into its opposite: <c>don't stop texting</c> ends nothing.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];
    /// <summary>How the confirmation of STOP names the classes that still come. A class without a word is not named.</summary>
    public IReadOnlyDictionary<MessageClass, string> Stays { get; init; } = new Dictionary<MessageClass, string>();
}

/// <summary>A keyword of the bank's own, and the template of class reply that answers it.</summary>
/// <param name="Id">Lower case letters, digits and hyphens, at most 40.</param>
/// <param name="Words">In whatever languages.</param>
public sealed record OwnKeyword(string Id, string Template, IReadOnlyList<string> Words);

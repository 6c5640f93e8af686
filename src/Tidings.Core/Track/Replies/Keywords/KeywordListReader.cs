using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Track.Replies.Keywords;

/// <summary>Reads a list of keywords from JSON, and names every member that is wrong.</summary>
public static class KeywordListReader
{
    const int MostLanguages = 40, MostWords = 100, MostOwn = 200, LongestWord = 60;

    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static KeywordList? Read(ReadOnlyMemory<byte> json, List<FieldError> errors) =>
        DocumentReader.Whole(json, errors, root => Read(new DocumentReader(root, "", errors)));

    static KeywordList? Read(DocumentReader reader)
    {
        var list = new KeywordList
        {
            AnswersAnHour = (int)(reader.Number("answersAnHour", 1, 20) ?? 4),
            Languages = Languages(reader),
            Own = reader.List("own", false, MostOwn, (item, at) => Own(new(item, at, reader.Errors))),
        };
        foreach (var twice in list.Own.CountBy(static own => own.Id).Where(static count => count.Value > 1))
            reader.Wrong("own", FieldCodes.Repeated, $"The id {twice.Key} stands twice.", "Name one otherwise.");
        reader.Done();
        return reader.Errors.Count == 0 ? list : null;
    }

    static Dictionary<string, LanguageWords> Languages(DocumentReader reader)
    {
        var languages = new Dictionary<string, LanguageWords>(StringComparer.Ordinal);
        if (!reader.Need("languages", out var listed))
            return languages;
        if (listed.ValueKind != JsonValueKind.Object || listed.EnumerateObject().Count() is 0 or > MostLanguages)
        {
            reader.Wrong("languages", FieldCodes.Format, $"It is not an object of 1 to {MostLanguages} languages.", "Write languages with their words: { \"en\": { … } }.");
            return languages;
        }
        foreach (var entry in listed.EnumerateObject())
            if (entry.Name.Length is 2 or 3 && entry.Name.All(char.IsAsciiLetterLower))
                languages[entry.Name] = Language(new(entry.Value, $"languages.{entry.Name}", reader.Errors));
            else
                reader.Wrong($"languages.{entry.Name}", FieldCodes.Format, "It is not a language.", "Write two or three small letters of BCP 47, without a region: en.");
        return languages;
    }

    static LanguageWords Language(DocumentReader reader)
    {
        var words = new LanguageWords
        {
            Stop = Words("stop", true), Start = Words("start", true), Help = Words("help", true), Info = Words("info", false),
            Fillers = Words("fillers", false), Not = Words("not", false), Stays = Stays(reader),
        };
        reader.Done();
        return words;

        string[] Words(string member, bool needed) => reader.List(member, needed, MostWords, (item, at) => Word(item, at, reader.Errors));
    }

    static Dictionary<MessageClass, string> Stays(DocumentReader reader)
    {
        var names = new Dictionary<MessageClass, string>();
        if (!reader.TryGet("stays", out var listed))
            return names;
        if (listed.ValueKind != JsonValueKind.Object)
            reader.Wrong("stays", FieldCodes.Format, "It is not an object.", "Write classes with how they are called: { \"security\": \"security messages\" }.");
        foreach (var entry in listed.ValueKind == JsonValueKind.Object ? listed.EnumerateObject().ToArray() : [])
            if (Kebab<MessageClass>.TryParse(entry.Name, out var of))
                names[of] = Word(entry.Value, reader.At($"stays.{entry.Name}"), reader.Errors);
            else
                reader.Wrong($"stays.{entry.Name}", FieldCodes.UnknownValue, "There is no such class.", $"Write one of {string.Join(", ", Kebab<MessageClass>.Names)}.");
        return names;
    }

    static OwnKeyword Own(DocumentReader reader)
    {
        var own = new OwnKeyword(
            reader.Text("id", 40, PolicyPackReader.IsWord, "Write lower case letters, digits and hyphens."), reader.Text("template", 40, PolicyPackReader.IsWord, "Write a template's id."),
            reader.List("words", true, MostWords, (item, at) => Word(item, at, reader.Errors)));
        reader.Done();
        return own;
    }

    static string Word(JsonElement item, string at, List<FieldError> errors)
    {
        var word = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        if (word.Length is 0 or > LongestWord || word.Any(char.IsControl))
            errors.Add(new(at, FieldCodes.Format, $"It is not a word or phrase of 1 to {LongestWord} characters.", "Write one."));
        return word;
    }
}

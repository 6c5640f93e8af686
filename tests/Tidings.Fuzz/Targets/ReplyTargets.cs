using System.Text;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

/// <summary>What a customer writes, in UTF-16 as phones do: whatever it is, it is read, the same each time, and a plain STOP around which nothing stands but signs ends texts.</summary>
internal sealed class ReplyTarget : FuzzTarget
{
    public override string Name => "replies";

    public override long MayAllocate(int octets) => 512 * 1024 + 1024L * octets;

    public override int Longest => 4096;

    public override IEnumerable<byte[]> Seeds() => ((string[])
    [
        "STOP", "please stop texting me", "don't stop texting me", "Arre\u0302t !", "बंद करो", "أوقفوا الرسائل", "ＳＴＯＰ", "S T O P", "STOOOP \U0001F6D1", "help", "Thanks", "?", "stop start", "\ud83d alone", "1234",
    ]).Select(Encoding.BigEndianUnicode.GetBytes);

    public override void Run(byte[] input, Features seen)
    {
        var text = string.Create(input.Length / 2, input, static (chars, octets) =>
        {
            for (var i = 0; i < chars.Length; i++)
                chars[i] = (char)(octets[i * 2] << 8 | octets[(i * 2) + 1]);
        });
        var read = KeywordBook.Preset.Read(text);
        Oracle.Holds(read == KeywordBook.Preset.Read(text), "a text is read the same each time");
        Oracle.Holds(read.Meaning is not (ReplyMeaning.Own or ReplyMeaning.Unreadable) && read.Own is null, "nothing is read as what is not in the list");
        Oracle.Holds(read.Meaning is ReplyMeaning.Unclear or ReplyMeaning.Courtesy == (read.Language.Length == 0), "a meaning has its language");
        var signs = text.Length > 400 || text.AsSpan().ContainsAnyExceptInRange('\0', '/') ? null : text.Replace("'", "", StringComparison.Ordinal);
        Oracle.Holds(signs is null || KeywordBook.Preset.Read($"{signs} stop {signs}").Meaning == ReplyMeaning.Stop, "signs around a keyword change nothing");
        seen.Add(1, (uint)read.Meaning << 8 | (read.Language.Length > 0 ? read.Language[0] : 0u));
        var words = PlainWords.Of(text);
        Oracle.Holds(words.Count <= PlainWords.Most && words.TrueForAll(static word => word.Length > 0), "words are bounded and not empty");
        seen.AddMagnitude(2, words.Count);
    }
}

internal sealed class KeywordsTarget : DocumentTarget
{
    public override string Name => "keywords";

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(["answersAnHour", "languages", "own", "id", "template", "words", "stop", "start", "help", "info", "fillers", "not", "stays", "security", "transaction", "en", "de", "STOP!", "opt out", "hours"]);

    public override IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes("""{"answersAnHour":4,"languages":{"en":{"stop":["stop"],"start":["start"],"help":["help"],"stays":{"security":"security"}}},"own":[{"id":"hours","template":"reply-help","words":["hours"]}]}"""),
    ];

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        var list = KeywordListReader.Read(input, errors);
        Note(errors, seen);
        Oracle.Holds(list is null == errors.Count > 0, "a list is taken or told what is wrong");
        if (list is null)
            return;
        var written = AlertRuleWriter.Write(list);
        Oracle.Holds(KeywordListReader.Read(written, errors) is { } again && AlertRuleWriter.Write(again).AsSpan().SequenceEqual(written), "what is read can be written and reads the same");
        var book = KeywordBook.Create(list, errors);
        Oracle.Holds(book is null == errors.Count > 0, "a list fits or is told what is wrong");
        if (book is null)
            return;
        foreach (var words in list.Languages.Values)
            Oracle.Holds(words.Stop.All(word => book.Read(word).Meaning == ReplyMeaning.Stop), "each word means what it was listed for");
    }
}

using System.Text;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies.Keywords;

namespace Tidings.Core.Tests.Track.Replies;

public sealed class Keyword_documents
{
    const string Words = """{"stop":["stop"],"start":["start"],"help":["help"]}""";

    static string[] Wrong(string json)
    {
        var errors = new List<FieldError>();
        Assert.Null(KeywordListReader.Read(Encoding.UTF8.GetBytes(json), errors));
        return [.. errors.Select(static error => error.Field)];
    }

    [Fact]
    public void Are_written_as_they_are_read()
    {
        var once = AlertRuleWriter.Write(PresetKeywords.List);
        Assert.Equal(once, AlertRuleWriter.Write(KeywordListReader.Read(once, [])!));
    }

    [Fact]
    public void Speak_eight_languages_out_of_the_box() =>
        Assert.Equal(["ar", "de", "en", "es", "fr", "hi", "it", "tr"], PresetKeywords.List.Languages.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"languages":{}}""", "languages")]
    [InlineData("""{}""", "languages")]
    [InlineData("""{"languages":{"en":{"start":["a"],"help":["b"]}}}""", "languages.en.stop")]
    [InlineData("""{"languages":{"en":{"stop":[],"start":["a"],"help":["b"]}}}""", "languages.en.stop")]
    [InlineData("""{"languages":{"en-GB":{}}}""", "languages.en-GB")]
    [InlineData("""{"answersAnHour":0,"languages":{"en":%}}""", "answersAnHour")]
    [InlineData("""{"answersAnHour":21,"languages":{"en":%}}""", "answersAnHour")]
    [InlineData("""{"languages":{"en":%},"own":[{"id":"A","template":"t","words":["x"]}]}""", "own[0].id")]
    [InlineData("""{"languages":{"en":%},"own":[{"id":"a\n","template":"t","words":["x"]}]}""", "own[0].id")]
    [InlineData("""{"languages":{"en":%},"own":[{"id":"a","template":"t","words":["x"]},{"id":"a","template":"t","words":["y"]}]}""", "own")]
    [InlineData("""{"languages":{"en":%},"more":1}""", "more")]
    [InlineData("""{"languages":""", "$")]
    public void Name_what_is_wrong_in_them(string json, string field) => Assert.Equal([field], Wrong(json.Replace("%", Words, StringComparison.Ordinal)));
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Decide;

internal static class KeywordEndpoints
{
    const int LongestText = 1_600;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<ReplyMeaning>(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var keywords = endpoints.MapGroup("/v1/keywords").WithTags("Keywords");
        keywords.MapGet("", Get).WithName("GetKeywords").WithSummary("The words by which customers' texts are read; their version as ETag, 0 for the untouched preset");
        keywords.MapPut("", Put).WithName("PutKeywords").WithSummary("Change the words. In force with the next text, or 202 and a proposal that somebody else approves");
        keywords.MapPost("/try", Try).WithName("TryKeywords").WithSummary("What a text would be read as. Nothing is recorded")
            .Accepts<KeywordTry>("application/json").Produces<KeywordTried>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    static IResult Get(HttpContext http, RulebookHolder holder) =>
        DocumentAnswers.Document(http, AlertRuleWriter.Write(holder.Documents.Keywords), holder.Documents.KeywordsVersion);

    static Task<IResult> Put(HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel) => DocumentAnswers.Put(
        http, KeywordListReader.Read, (keywords, expected) => holder.SaveKeywords(keywords, expected, changes.By(http.Caller()), cancel), cancel);

    static async Task<IResult> Try(HttpContext http, RulebookHolder holder)
    {
        if (await DocumentAnswers.ReadBody(http.Request, http.RequestAborted) is not { } body)
            return DocumentAnswers.TooLarge;
        try
        {
            if (JsonSerializer.Deserialize<KeywordTry>(body.Span, Json) is not { Text: { Length: <= LongestText } text })
                return AccessJson.Wrong("text", FieldCodes.TooLong, $"There is no text, or one of more than {LongestText} characters.", "Write the text as a customer would.");
            var read = holder.Pipeline.Rulebook.Keywords.Read(text);
            return Results.Json(new KeywordTried(read.Meaning, read.Own, read.Language), Json);
        }
        catch (JsonException failure)
        {
            return new Problem(ProblemCodes.InvalidJson) { Detail = $"The body cannot be read at {failure.Path ?? "$"}." };
        }
    }
}

/// <param name="Text">As a customer would write it, to 1,600 characters.</param>
internal sealed record KeywordTry(string? Text)
{
    public override string ToString() => "keyword try (redacted)";
}

/// <param name="Meaning">What it would be read as.</param>
/// <param name="Keyword">The id of the bank's own keyword; null: it is none.</param>
/// <param name="Language">By whose words; empty: by none's.</param>
internal sealed record KeywordTried(ReplyMeaning Meaning, string? Keyword, string Language);

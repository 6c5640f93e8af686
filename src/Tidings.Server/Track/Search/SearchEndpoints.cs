using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Track.Search;

/// <summary>The questions that people and the bank's systems ask of messages. Answers hold personal data: nothing between keeps them.</summary>
internal static class SearchEndpoints
{
    /// <summary>A query is small; what is longer is none.</summary>
    const int LongestBody = 16 * 1024;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static async Task<IResult> Message(HttpContext http, string id, MessageSearch search)
    {
        http.Response.Headers.CacheControl = "no-store";
        return MessageId.TryParse(id, out var message) && await search.Find(message, http.RequestAborted) is { } found
            ? Results.Json(found, Json)
            : new Problem(ProblemCodes.NotFound) { Detail = "There is no message with this id." };
    }

    public static async Task<IResult> Messages(HttpContext http, MessageSearch search)
    {
        var (query, problem) = await Read<MessageQuery>(http);
        if (query is null)
            return problem!;
        var wrong = new List<FieldError>();
        var range = QueryRange.Of(query.From, query.To, query.Cursor, query.Limit, wrong);
        var number = Number(query.Number, wrong);
        if (wrong.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = wrong };
        return Results.Json(await search.Search(query, number, range, http.RequestAborted), Json);
    }

    public static async Task<IResult> Events(HttpContext http, EventSearch search)
    {
        var (query, problem) = await Read<EventQuery>(http);
        if (query is null)
            return problem!;
        var wrong = new List<FieldError>();
        var range = QueryRange.Of(query.From, query.To, query.Cursor, query.Limit, wrong);
        if (wrong.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = wrong };
        return Results.Json(await search.Search(query, range, http.RequestAborted), Json);
    }

    internal static Msisdn? Number(string? number, List<FieldError> wrong)
    {
        if (number is null)
            return null;
        var digits = number.Replace(" ", "", StringComparison.Ordinal).TrimStart('+');
        // No country code begins with 0: 0044... would find nothing, silently.
        if (digits.Length is >= 6 and <= 15 && digits[0] != '0' && digits.All(char.IsAsciiDigit))
            return new(digits);
        wrong.Add(new("number", FieldCodes.PhoneNumber, "This is no phone number in E.164.", "Give country code and number, digits only: +447700900123."));
        return null;
    }

    static bool IsUtf8(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && (type.Charset.Length == 0 || type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    internal static async Task<(T? Query, Problem? Problem)> Read<T>(HttpContext http) where T : class
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasJsonContentType() || !IsUtf8(http.Request.ContentType))
            return (null, new(ProblemCodes.UnsupportedMediaType) { Detail = "Send the query as application/json in UTF-8." });
        // Also what comes in pieces, without a length.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestBody;
        if (http.Request.ContentLength > LongestBody)
            return (null, new(ProblemCodes.BodyTooLarge));
        try
        {
            return (await http.Request.ReadFromJsonAsync<T>(Json, http.RequestAborted) ?? throw new JsonException(), null);
        }
        catch (JsonException failure)
        {
            if (WordsAt(typeof(T), failure) is { } words)
                return (null, new(ProblemCodes.ValidationFailed) { Errors = [new(failure.Path![2..], FieldCodes.UnknownValue, "It is none of the words that stand here.", $"Send one of {string.Join(", ", words)}.")] });
            // The exception's own words may repeat what was sent; its path only names a member.
            return (null, new(ProblemCodes.InvalidJson) { Detail = $"The query cannot be read at {failure.Path ?? "$"}." });
        }
    }

    /// <summary>The words of the member that could not be read. Null: it has none of its own, or this is no JSON at all.</summary>
    static IEnumerable<string>? WordsAt(Type query, JsonException failure) =>
        failure.InnerException is null && Json.GetTypeInfo(query).Properties.FirstOrDefault(member => $"$.{member.Name}" == failure.Path)?.PropertyType is { } type && (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } words
            ? Enum.GetNames(words).Select(JsonNamingPolicy.KebabCaseLower.ConvertName) : null;
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Client.Verifications;

namespace Tidings.Client.Calls;

/// <summary>Reads what the node says when it does not do what it was asked to (RFC 9457).</summary>
internal static class Refusal
{
    const int LongestCode = 64;

    public static async Task<TidingsException> Of(HttpResponseMessage response, Uri? node, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var told = await Read(response, cancel).ConfigureAwait(false);
        if (told?.Code is not { } code || !IsCode(code))
            return new(TidingsException.NotUnderstood, status, [], null) { RetryAfter = RetryAfter(response) };
        var help = node is null ? null : new Uri(node, string.Create(CultureInfo.InvariantCulture, $"errors/{code}"));
        return new(code, status, [.. (told.Errors ?? []).OfType<FieldError>()], help) { Detail = told.Detail, RetryAfter = RetryAfter(response), RequestId = told.RequestId, Allowed = [.. (told.Allowed ?? []).OfType<AllowedMeans>()] };
    }

    /// <summary>The code of an answer that is wholly here, and is read again later. Null: it has none.</summary>
    public static async ValueTask<string?> CodeOf(HttpResponseMessage response) => (await Read(response, CancellationToken.None).ConfigureAwait(false))?.Code;

    static async Task<ProblemBody?> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false), ProblemJson.Default.ProblemBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;

    static bool IsCode(string code) => code.Length is > 0 and <= LongestCode && code.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

internal sealed record ProblemBody
{
    public string? Code { get; init; }
    public string? Detail { get; init; }
    public string? RequestId { get; init; }
    public IReadOnlyList<FieldError?>? Errors { get; init; }
    public IReadOnlyList<AllowedMeans?>? Allowed { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;

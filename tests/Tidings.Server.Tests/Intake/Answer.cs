using System.Net.Http.Headers;
using System.Text.Json;

namespace Tidings.Server.Tests.Intake;

/// <summary>What the API has answered.</summary>
internal sealed record Answer(int Status, string? ContentType, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;
    public string? Code => ContentType == "application/problem+json" ? Json.GetProperty("code").GetString() : null;
    public JsonElement[] Results => [.. Json.GetProperty("results").EnumerateArray()];
    public (string Field, string Code)[] Errors => ErrorsOf(Json);

    public static (string Field, string Code)[] ErrorsOf(JsonElement json) =>
        [.. json.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("field").GetString()!, e.GetProperty("code").GetString()!))];
}

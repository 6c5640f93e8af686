using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Demo;

/// <summary>The bank's end of the API, over HTTP like any bank's.</summary>
internal sealed class BankSide : IDisposable
{
    readonly HttpClient _http;

    public BankSide(Uri api, string key)
    {
        _http = new() { BaseAddress = api };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public async Task<JsonNode> Post(JsonArray batch, CancellationToken cancel)
    {
        using var response = await _http.PostAsync("/v1/events", Body(batch, "application/cloudevents-batch+json"), cancel);
        return await Read(response, cancel);
    }

    public async Task<JsonNode> Post(JsonObject one, CancellationToken cancel)
    {
        using var response = await _http.PostAsync("/v1/events", Body(one, "application/cloudevents+json"), cancel);
        return await Read(response, cancel);
    }

    public async Task<JsonNode> PostJson(string path, JsonObject body, CancellationToken cancel)
    {
        using var response = await _http.PostAsync(path, Body(body, "application/json"), cancel);
        return await Read(response, cancel);
    }

    public async Task<JsonNode> Get(string path, CancellationToken cancel)
    {
        using var response = await _http.GetAsync(path, cancel);
        return await Read(response, cancel);
    }

    public async Task<JsonNode> Put(string path, JsonObject body, CancellationToken cancel)
    {
        using var response = await _http.PutAsync(path, Body(body, "application/json"), cancel);
        return await Read(response, cancel);
    }

    static StringContent Body(JsonNode body, string type) =>
        new(body.ToJsonString(), Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    static async Task<JsonNode> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The API answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public void Dispose() => _http.Dispose();
}

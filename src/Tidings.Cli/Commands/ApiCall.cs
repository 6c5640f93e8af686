using System.CommandLine;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Commands;

/// <summary>A call of a running node's API from the command line, with what went wrong in words.</summary>
internal static class ApiCall
{
    public static Option<string> Api() => new("--api") { Description = "Where the node listens", DefaultValueFactory = static _ => "http://127.0.0.1:8080" };

    public static Option<string?> Key() => new("--key") { Description = "API key or session (default: the environment's TIDINGS_API_KEY)" };

    /// <returns>The exit code.</returns>
    public static async Task<int> Send(string api, string? key, HttpMethod method, string path, JsonObject? body, Action<JsonNode> show, CancellationToken cancel)
    {
        if (!Uri.TryCreate(api, UriKind.Absolute, out var address))
            return Wrong("--api is no address, for example http://127.0.0.1:8080.");
        try
        {
            using var http = new HttpClient { BaseAddress = address };
            using var request = new HttpRequestMessage(method, path);
            if (key is not null)
                request.Headers.Authorization = new("Bearer", key);
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request, cancel);
            var answer = response.StatusCode == HttpStatusCode.NoContent ? new JsonObject() : JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel));
            if (!response.IsSuccessStatusCode)
                return Wrong($"{answer?["title"]}. {answer?["detail"]}");
            show(answer!);
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            return Wrong(failure.Message);
        }
    }

    public static string? KeyOf(string? given) => given ?? (Environment.GetEnvironmentVariable("TIDINGS_API_KEY") is { Length: > 0 } told ? told : null);

    public static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}

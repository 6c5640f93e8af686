using System.Net.Http.Headers;
using System.Text;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>Calls of a node's API, each over a connection of its own: the node may be another process by the next one.</summary>
internal static class Calls
{
    /// <exception cref="HttpRequestException">It was killed before it answered.</exception>
    public static async Task<(int Status, string Text)> Ask(this IDoors node, HttpMethod method, string path, string? body, string type = "application/json")
    {
        using var http = new HttpClient { BaseAddress = node.Api };
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Key);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <param name="status">Null: any success.</param>
    public static async Task<string> Send(this IDoors node, HttpMethod method, string path, string? body, string type = "application/json", int? status = null)
    {
        var (answered, text) = await node.Ask(method, path, body, type);
        Assert.True(status is null ? answered is >= 200 and < 300 : answered == status, $"{answered} {text}");
        return text;
    }
}

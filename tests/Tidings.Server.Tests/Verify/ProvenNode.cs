using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Tests.Track.Replies;

namespace Tidings.Server.Tests.Verify;

/// <summary>A bank that asks its customers for codes: a whole node, the simulator as its carrier, and a phone.</summary>
internal sealed partial class ProvenNode : IAsyncDisposable
{
    public const string Number = "447700900101";

    ProvenNode(ToldNode told) => (Told, Phone) = (told, new(told, Number));

    public ToldNode Told { get; }
    public RealNode Node => Told.Node;
    public Handset Phone { get; }

    public static async Task<ProvenNode> Start(params (string, string)[] more)
    {
        var node = new ProvenNode(await ToldNode.Start(more));
        await node.Told.Register("C-1");
        return node;
    }

    /// <summary>The code of the next text that arrives.</summary>
    public async Task<string> Code() => CodeIn((await Phone.Next()).Text);

    public static string CodeIn(string text) => Pattern().Match(text) is { Success: true } found ? found.Value : throw new InvalidOperationException("There is no code in the text.");

    public async Task<string> Begin(string more = "", string purpose = "login")
    {
        var answer = await Send(HttpMethod.Post, "", $$"""{"purpose":"{{purpose}}","customer":"C-1"{{more}}}""");
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("id").GetString()!;
    }

    public Task<Answer> Check(string id, string code, string more = "", string purpose = "login") => Send(HttpMethod.Post, $"/{id}/check", $$"""{"code":"{{code}}","purpose":"{{purpose}}"{{more}}}""");

    public async Task<string> Status(string id) => (await Send(HttpMethod.Get, $"/{id}")).Json.GetProperty("status").GetString()!;

    public Task<Answer> Send(HttpMethod method, string path, string? body = null) => Node.Send(method, "/v1/verifications" + path, body: body);

    public async Task<Answer> SendKeyed(string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await Node.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    /// <summary>Another code of the same length than this one.</summary>
    public static string Wrong(string code) => code[..^1] + (code[^1] == '0' ? '1' : '0');

    public async Task<JsonElement> Message() => (await Node.Send(HttpMethod.Post, "/v1/messages/search", body: """{"customer":"C-1"}""")).Json.GetProperty("messages")[0];

    public ValueTask DisposeAsync() => Told.DisposeAsync();

    [GeneratedRegex(@"(?<![\d.,])[2-9A-HJ-NP-Z0-9]{6,10}(?= is your code)")]
    private static partial Regex Pattern();
}

using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Security.Access;
using Tidings.Server.Decide;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Decide.Fraud;

/// <summary>Calls that change how fraud is sought.</summary>
internal static class FraudNode
{
    public const string Own = """{"mode":"shadow","rules":[{"id":"cash","mode":"live","points":60,"when":[{"of":"kind","is":"one-of","value":["cash"]}],"reasons":{"en":"cash"}}]}""";

    /// <summary>A model of one question, known by its offset.</summary>
    public static string Model(double offset = -1) => System.Text.Encoding.UTF8.GetString(FraudModelFile.Write(new(
        [[new(0, 100, 1, 0.5f), new(-1, 0, 0, -1), new(-1, 0, 0, 2)]], slope: 1, offset)));

    public static async Task<Answer> Put(this RealNode node, string path, string body, string? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        // What is too large is told before it is sent.
        request.Headers.ExpectContinue = body.Length > 100_000;
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    public static Task<Answer> Get(this RealNode node, string path) => node.Send(HttpMethod.Get, path);

    /// <summary>What payments are judged by now.</summary>
    public static FraudBook Book(this RealNode node) => node.Services.GetRequiredService<RulebookHolder>().Pipeline.Rulebook.Fraud;

    /// <summary>Calls from now on are another person's.</summary>
    public static async Task BeAnother(this RealNode node, string name)
    {
        var key = await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest(name) { Scopes = ScopeNames.All }, [], TestContext.Current.CancellationToken);
        node.Client.DefaultRequestHeaders.Authorization = new("Bearer", key.Secret);
    }

    public static async Task<Answer> Approve(this RealNode node, Answer proposed) =>
        await node.Send(HttpMethod.Post, $"/v1/proposals/{proposed.Json.GetProperty("proposal").GetString()}/approve", body: "{}");
}

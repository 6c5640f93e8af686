using System.Text.Json;
using Tidings.Tests.Peers;

namespace Tidings.Server.Tests.Tell;

/// <summary>npm's standardwebhooks, in a process of its own: tests/peers/standardwebhooks.</summary>
internal static class WebhooksPeer
{
    /// <summary>What the library says of webhooks as they came: <c>type</c>, or <c>error</c>.</summary>
    public static async Task<JsonElement[]> Verify(IEnumerable<(string Secret, IReadOnlyDictionary<string, string> Headers, string Body)> webhooks)
    {
        using var node = await NodePackage.Start("standardwebhooks", "verify.js");
        foreach (var (secret, headers, body) in webhooks)
            await node.Input.WriteLineAsync(JsonSerializer.Serialize(new { secret, headers, body }));
        node.Input.Close();
        return await node.Rest(TestContext.Current.CancellationToken);
    }
}

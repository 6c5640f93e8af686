using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Tell;

public sealed class When_subscriptions_are_kept
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_in_one_answer_and_nowhere_in_the_store()
    {
        await using var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));
        var made = await node.Send(HttpMethod.Post, "/v1/webhooks", body: """{"url":"https://hooks.example/x","description":"ledger"}""");
        Assert.True(made.Status == 200, made.Text);
        var (id, secret) = (made.Json.GetProperty("id").GetString()!, made.Json.GetProperty("secret").GetString()!);
        Assert.Equal(TellEvents.All, made.Json.GetProperty("events").EnumerateArray().Select(static one => one.GetString()!));
        foreach (var path in (string[])["/v1/webhooks", $"/v1/webhooks/{id}"])
            Assert.DoesNotContain("secret\"", (await node.Send(HttpMethod.Get, path)).Text, StringComparison.Ordinal);
        var rotated = (await node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/secret")).Json.GetProperty("secret").GetString()!;
        var rows = await node.Services.GetRequiredService<IStore>().ReadDocuments(ApprovalKinds.Webhook, allVersions: true, Cancel);
        Assert.Equal(2, rows.Count);
        foreach (var row in rows)
        {
            // Without the escapes behind which base64 would not be found.
            var text = JsonNode.Parse(row.Body.Span)!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            foreach (var known in (string[])[secret, rotated])
                Assert.DoesNotContain(known["whsec_".Length..], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_change_is_recorded_as_an_act()
    {
        await using var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));
        var id = (await node.Send(HttpMethod.Post, "/v1/webhooks", body: """{"url":"https://hooks.example/x"}""")).Json.GetProperty("id").GetString()!;
        var changed = await node.Send(HttpMethod.Put, $"/v1/webhooks/{id}", body: """{"url":"https://hooks.example/y","events":["message.delivered"]}""");
        Assert.Equal(("https://hooks.example/y", 2), (changed.Json.GetProperty("url").GetString(), changed.Json.GetProperty("version").GetInt32()));
        await node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/secret");
        Assert.Equal(200, (await node.Send(HttpMethod.Delete, $"/v1/webhooks/{id}")).Status);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, $"/v1/webhooks/{id}")).Status);
        Assert.Equal(404, (await node.Send(HttpMethod.Delete, $"/v1/webhooks/{id}")).Status);
        var acts = await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel);
        Assert.Equal(
            ["webhook.changed", "webhook.changed", "webhook.secret-rotated", "webhook.ended"],
            acts.OrderBy(static row => row.At).ThenBy(static row => row.Id).Select(static row => DocumentActs.Of(row).Name).Where(static name => name.StartsWith("webhook.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{}""", "missing"), InlineData("""{"url":"hooks.example"}""", "format"), InlineData("""{"url":"https://ada:secret@hooks.example/"}""", "format")]
    [InlineData("""{"url":"http://hooks.example/"}""", "unknown-value"), InlineData("""{"url":"https://127.0.0.1/"}""", "unknown-value"), InlineData("""{"url":"https://[::1]/"}""", "unknown-value")]
    [InlineData("""{"url":"https://2130706433/"}""", "unknown-value"), InlineData("""{"url":"ftp://hooks.example/"}""", "unknown-value")]
    [InlineData("""{"url":"https://hooks.example/","events":["message.read"]}""", "unknown-value"), InlineData("""{"url":"https://hooks.example/","events":[]}""", "range")]
    public async Task One_that_cannot_be_is_refused(string body, string code)
    {
        await using var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));
        var answer = await node.Send(HttpMethod.Post, "/v1/webhooks", body: body);
        Assert.Equal((422, "validation-failed"), (answer.Status, answer.Code));
        Assert.EndsWith(code, answer.Json.GetProperty("errors")[0].GetProperty("code").GetString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("ada:secret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_two_persons_are_needed_nothing_is_told_before_somebody_else_approves()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start(("Access:TwoPersons:0", "webhook"));
        await told.Register("C-1");
        var made = await told.Node.Send(HttpMethod.Post, "/v1/webhooks", body: $$"""{"url":"{{receiver.Url}}","events":["message.delivered"]}""");
        var (proposal, secret) = (made.Json.GetProperty("proposal").GetString()!, made.Json.GetProperty("secret").GetString()!);
        Assert.Empty((await told.Node.Send(HttpMethod.Get, "/v1/webhooks")).Json.GetProperty("webhooks").EnumerateArray());
        await told.UntilDelivered(await told.Pay("C-1", "E-1"));
        Assert.Equal(403, (await told.Node.Send(HttpMethod.Post, $"/v1/proposals/{proposal}/approve", body: "{}")).Status);

        var approver = await told.Node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("a") { Scopes = Scope.WebhooksApprove | Scope.ProposalsRead }, [], Cancel);
        var first = told.Node.Client.DefaultRequestHeaders.Authorization;
        told.Node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", approver.Secret);
        var shown = await told.Node.Send(HttpMethod.Get, $"/v1/proposals/{proposal}");
        Assert.Equal(receiver.Url, shown.Json.GetProperty("document").GetProperty("url").GetString());
        Assert.DoesNotContain(secret["whsec_".Length..], shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sealed", shown.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, $"/v1/proposals/{proposal}/approve", body: "{}")).Status);
        told.Node.Client.DefaultRequestHeaders.Authorization = first;

        var second = await told.Pay("C-1", "E-2");
        Assert.Equal(second, (await receiver.Until(static taken => taken.Any(one => one.Message is not null)))[^1].Message);
        Assert.DoesNotContain(receiver.All, one => one.Message != second);
    }
}

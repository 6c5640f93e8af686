using System.Text.Json;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Decide.Explain;

public sealed class When_somebody_asks_why
{
    const string Ours = """{"id":"ours","title":"Ours","rules":[{"id":"OURS-2","jurisdiction":"US","effect":"limit","classes":["transaction"],"params":{"most":2,"window":"P1D"},"source":"our lawyer","confidence":"primary-text-read"}]}""";
    const string Settings = """{"name":"Northwind","sender":"Northwind","homeCountry":"DE","policies":{"packs":["ours"]},"limits":{"identical":{"most":2}}}""";

    static async Task<RealNode> Node()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        foreach (var (path, body) in new[]
        {
            ("customers/C-1", """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en","country":"US","preferences":[{"alert":"card-payment","threshold":10},{"alert":"fee","enabled":false}]}"""),
            ("accounts/A-1001", """{"holders":["C-1"],"currency":"EUR"}"""), ("policies/ours", Ours), ("settings", Settings),
        })
            Assert.Equal(200, (await node.Send(HttpMethod.Put, $"/v1/{path}", body: body)).Status);
        return node;
    }

    static async Task<JsonElement> Explain(RealNode node, string what)
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/explain", body: what);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    static string Event(string id, string amount = "12.30") => $$"""{"event":{{Samples.Payment(id, Samples.PaymentData.Replace("12.30", amount, StringComparison.Ordinal))}}}""";

    static async Task<string> Pay(RealNode node, string id)
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id));
        Assert.True(answer.Status == 202, answer.Text);
        return Assert.Single(answer.Results[0].GetProperty("messages").EnumerateArray()).GetString()!;
    }

    static JsonElement Alert(JsonElement answer, string id) => answer.GetProperty("alerts").EnumerateArray().Single(alert => alert.GetProperty("alert").GetString() == id);

    [Fact]
    public async Task Who_may_read_customers_alone_learns_neither_what_was_sent_nor_a_number()
    {
        await using var node = await Node();
        var sent = await Pay(node, "E-1");
        var key = await node.Send(HttpMethod.Post, "/v1/keys", body: """{"name":"desk","kind":"live","scopes":["customers:read"]}""");
        Assert.True(key.Status is 200 or 201, key.Text);
        node.Client.DefaultRequestHeaders.Authorization = new("Bearer", key.Json.GetProperty("secret").GetString());
        Assert.Equal(403, (await node.Send(HttpMethod.Post, "/v1/explain", body: $$"""{"message":"{{sent}}"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/explain", body: Event("E-2"))).Status);
        var shown = await node.Send(HttpMethod.Get, "/v1/customers/C-1");
        Assert.DoesNotContain("5005550006", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", shown.Text, StringComparison.Ordinal);
        Assert.Equal("US", shown.Json.GetProperty("country").GetString());
    }

    [Fact]
    public async Task An_event_is_traced_through_alert_wish_policy_limit_and_text_and_nothing_is_left_behind()
    {
        await using var node = await Node();
        for (var i = 0; i < 3; i++)
        {
            var answer = await Explain(node, Event("E-1"));
            Assert.False(answer.GetProperty("recorded").GetBoolean());
            Assert.False(answer.GetProperty("repeats").GetBoolean());
            var message = Assert.Single(answer.GetProperty("messages").EnumerateArray());
            Assert.Equal("card-payment/en/1", message.GetProperty("template").GetString());
            Assert.DoesNotContain("Bakery", message.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("15005550006", answer.GetRawText(), StringComparison.Ordinal);
            Assert.Equal((0, 2), (message.GetProperty("limits").GetProperty("identical").GetInt32(), message.GetProperty("limits").GetProperty("mostIdentical").GetInt32()));
            Assert.Contains("policy OURS-2: at most 2 in P1D (our lawyer)", message.GetRawText(), StringComparison.Ordinal);
            Assert.Equal("sent", Alert(answer, "card-payment").GetProperty("outcome").GetString());
            Assert.Equal(10, Alert(answer, "card-payment").GetProperty("wishes")[0].GetProperty("threshold").GetDecimal());
            Assert.Equal("not-triggered", Alert(answer, "deposit").GetProperty("outcome").GetString());
            Assert.Equal(("ours", 1), (answer.GetProperty("packs")[0].GetProperty("id").GetString(), answer.GetProperty("packs")[0].GetProperty("version").GetInt32()));
            Assert.Equal(1, answer.GetProperty("settingsVersion").GetInt32());
            Assert.Contains(answer.GetProperty("rules").EnumerateArray(), rule => rule.GetProperty("rule").GetString() == "OURS-2" && rule.GetProperty("holds").GetBoolean());
        }
        Assert.Empty((await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"source":"/bank/core"}""")).Json.GetProperty("events").EnumerateArray());
        await Pay(node, "E-1");
    }

    [Fact]
    public async Task It_is_asked_of_the_customers_state_as_it_is()
    {
        await using var node = await Node();
        await Pay(node, "E-1");
        Assert.True((await Explain(node, Event("E-1"))).GetProperty("repeats").GetBoolean());
        Assert.Equal(1, (await Explain(node, Event("E-2")))
            .GetProperty("suppressions").EnumerateArray().Count(not => not.GetProperty("reason").GetProperty("code").GetString() == "shadowed"));
        await Pay(node, "E-2");
        var third = await Explain(node, Event("E-3"));
        Assert.Empty(third.GetProperty("messages").EnumerateArray());
        Assert.Contains("policy-limit", third.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_happened_is_shown_as_it_was_decided()
    {
        await using var node = await Node();
        var id = await Pay(node, "E-1");
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: Settings.Replace("\"packs\":[\"ours\"]", "\"packs\":[]", StringComparison.Ordinal))).Status);
        var answer = await Explain(node, $$"""{"message":"{{id}}"}""");
        Assert.True(answer.GetProperty("recorded").GetBoolean());
        Assert.Equal("E-1", answer.GetProperty("event").GetProperty("id").GetString());
        var message = Assert.Single(answer.GetProperty("messages").EnumerateArray());
        Assert.Equal(id, message.GetProperty("id").GetString());
        Assert.Contains("OURS-2", message.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Bakery", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_explained_is_refused_in_words()
    {
        await using var node = await Node();
        Assert.Equal(404, (await node.Send(HttpMethod.Post, "/v1/explain", body: """{"message":"m02abcdefghjkm"}""")).Status);
        foreach (var body in new[] { "{}", "[]", "x", """{"message":"m02abcdefghjkm","event":{}}""", """{"massage":"m"}""" })
            Assert.Equal(400, (await node.Send(HttpMethod.Post, "/v1/explain", body: body)).Status);
        Assert.Equal(422, (await node.Send(HttpMethod.Post, "/v1/explain", body: """{"event":{"specversion":"1.0"}}""")).Status);
        Assert.Equal(422, (await node.Send(HttpMethod.Post, "/v1/explain", body: Event("E-1").Replace("A-1001", "A-9", StringComparison.Ordinal))).Status);
    }
}

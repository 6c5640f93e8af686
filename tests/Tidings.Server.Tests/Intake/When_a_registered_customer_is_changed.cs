namespace Tidings.Server.Tests.Intake;

public sealed class When_a_registered_customer_is_changed
{
    const string Ada = """
        {"name":"Ada","phones":["+15005550006"],"language":"tr","timeZone":"America/New_York","marketingOptOut":true,"quietHours":{"from":"22:00","until":"07:00"},
         "preferences":[{"alert":"deposit","enabled":false}]}
        """;

    static async Task<RealNode> Start()
    {
        var node = await RealNode.Start();
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: Ada)).Status);
        return node;
    }

    static async Task<string> Read(RealNode node) => (await node.Send(HttpMethod.Post, "/v1/customers/C-1/reveal", body: """{"reason":"a test reads it in full"}""")).Text;

    static Task<Answer> Event(RealNode node, string id, string data) =>
        node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event(id, "customer.updated", data));

    [Fact]
    public async Task By_an_import_what_has_no_column_stays()
    {
        await using var node = await Start();
        var before = await Read(node);
        Assert.Equal(1, (await node.Send(HttpMethod.Post, "/v1/customers/import", "text/csv", "id,name,phone\nC-1,Ada,+15005550007\n")).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(before.Replace("5550006", "5550007", StringComparison.Ordinal), await Read(node));
    }

    [Fact]
    public async Task By_an_event_what_it_does_not_say_stays_and_null_clears()
    {
        await using var node = await Start();
        var before = await Read(node);
        Assert.Equal(202, (await Event(node, "E-1", """{"customer":"C-1","name":"Ada","phones":["+15005550007"]}""")).Status);
        Assert.Equal(before.Replace("5550006", "5550007", StringComparison.Ordinal), await Read(node));
        const string cleared = """{"customer":"C-1","name":"Ada","phones":[],"language":null,"timeZone":null,"marketingOptOut":null,"quietHours":null,"preferences":null}""";
        Assert.Equal(202, (await Event(node, "E-2", cleared)).Status);
        Assert.Equal("""{"customer":"C-1","name":"Ada","phones":[],"language":"en","timeZone":"Etc/UTC","marketingOptOut":true,"preferences":[]}""", await Read(node));
    }

    [Fact]
    public async Task By_a_put_all_is_replaced()
    {
        await using var node = await Start();
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada","phones":["+15005550006"]}""")).Status);
        Assert.Equal("""{"customer":"C-1","name":"Ada","phones":["+15005550006"],"language":"en","timeZone":"Etc/UTC","marketingOptOut":false,"preferences":[]}""", await Read(node));
    }
}

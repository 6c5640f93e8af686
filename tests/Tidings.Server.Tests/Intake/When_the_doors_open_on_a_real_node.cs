namespace Tidings.Server.Tests.Intake;

public sealed class When_the_doors_open_on_a_real_node
{
    const string Ada = """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en"}""";

    [Fact]
    public async Task What_came_in_is_there_after_a_restart_and_is_not_taken_twice()
    {
        var node = await RealNode.Start();
        try
        {
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: Ada)).Status);
            Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/customers/import", "text/csv", "id,name,phone\nC-2,Bo,+15005550007\n")).Status);
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1","C-2"],"currency":"EUR"}""")).Status);
            Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/accounts/import", "text/csv", "iban,owner,ccy\nDE02120300000000202051,C-1,EUR\n")).Status);
            var first = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment());
            Assert.True(first.Status == 202, first.Text);
            Assert.Equal(2, first.Results[0].GetProperty("messages").GetArrayLength());
            var file = await node.Send(HttpMethod.Post, "/v1/files", "application/xml", CamtSample.Of(700));
            Assert.True(file.Status == 200 && file.Json.GetProperty("accepted").GetInt32() == 700, file.Text);
            var read = await node.Send(HttpMethod.Get, "/v1/customers/C-1");

            node = await node.Restart();

            Assert.Equal(read.Text, (await node.Send(HttpMethod.Get, "/v1/customers/C-1")).Text);
            Assert.Contains("\"C-2\"", (await node.Send(HttpMethod.Get, "/v1/accounts/A-1001")).Text, StringComparison.Ordinal);
            Assert.Equal("duplicate", (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment())).Results[0].GetProperty("status").GetString());
            Assert.Equal(700, (await node.Send(HttpMethod.Post, "/v1/files", "application/xml", CamtSample.Of(700))).Json.GetProperty("duplicates").GetInt32());
            Assert.DoesNotContain("Ada", node.Logs.All, StringComparison.Ordinal);
            Assert.DoesNotContain("5005550006", node.Logs.All, StringComparison.Ordinal);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_event_on_an_account_that_nobody_registered_is_refused_with_the_field()
    {
        await using var node = await RealNode.Start();
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment());
        Assert.Equal((422, ("data.account", "unknown-account")), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Fact]
    public async Task The_OpenAPI_document_covers_every_address_of_the_server()
    {
        await using var node = await RealNode.Start();
        var document = (await node.Send(HttpMethod.Get, "/openapi/v1.json")).Json;
        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        Assert.All(paths, path => Assert.All(path.Value.EnumerateObject(), operation =>
        {
            Assert.True(operation.Value.TryGetProperty("summary", out _), path.Key);
            Assert.True(operation.Value.TryGetProperty("operationId", out _), path.Key);
            Assert.NotEqual("tidings", operation.Value.GetProperty("tags")[0].GetString());
            Assert.True(operation.Value.GetProperty("responses").EnumerateObject().Any(r => r.Name == "204" || (r.Name[0] == '2' && r.Value.TryGetProperty("content", out _))), $"{operation.Name} {path.Key} answers nothing");
            Assert.True(operation.Name is "get" or "delete" || path.Key is "/v1/audit/checkpoint" or "/v1/installation-keys/rewrap" or "/v1/webhooks/{id}/secret" || operation.Value.TryGetProperty("requestBody", out _), $"{operation.Name} {path.Key} takes nothing");
        }));
        foreach (var expected in (string[])["/v1/events", "/v1/files", "/v1/customers/{id}", "/v1/accounts/{id}", "/v1/messages/{id}", "/v1/templates/{id}", "/v1/alerts/{id}", "/v1/settings", "/v1/keywords", "/v1/purposes", "/v1/fraud/rules", "/v1/fraud/model", "/v1/verifications/{id}/check", "/v1/verification-guards/resume", "/v1/customers/{id}/authenticators", "/v1/replies/{id}", "/v1/messages/{id}/proof", "/v1/audit/checkpoint", "/v1/audit/acts/{id}/proof", "/v1/installation-keys", "/v1/webhooks/{id}", "/v1/carriers", "/v1/callbacks/{carrier}/receipts", "/v1/classes/{class}/resume"])
            Assert.Contains(expected, paths.Keys);
    }

    [Theory]
    [InlineData("/v1/alerts/low-balance", "Alert"), InlineData("/v1/templates/card-payment", "Template"), InlineData("/v1/settings", "Settings"), InlineData("/v1/keywords", "Keywords"), InlineData("/v1/purposes", "Purposes"), InlineData("/v1/fraud/rules", "FraudRules"), InlineData("/v1/policies", "PolicyList"), InlineData("/v1/policies/us", "PolicyPack")]
    [InlineData("/v1/alerts", "AlertList"), InlineData("/v1/templates", "TemplateList")]
    public async Task What_the_bank_has_set_has_the_members_that_its_schema_tells(string path, string schema)
    {
        await using var node = await RealNode.Start();
        var told = (await node.Send(HttpMethod.Get, "/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas").GetProperty(schema);
        var read = (await node.Send(HttpMethod.Get, path)).Json.EnumerateObject().Select(m => m.Name).ToArray();
        Assert.All(read, name => Assert.True(told.GetProperty("properties").TryGetProperty(name, out _), name));
        Assert.All(told.GetProperty("required").EnumerateArray(), name => Assert.Contains(name.GetString()!, read));
    }
}

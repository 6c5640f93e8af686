using System.Text.Json;
using System.Text.RegularExpressions;
using Tidings.Core.Events;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate;

public sealed partial class The_OpenAPI_document
{
    static async Task<JsonElement> Read(IntakeHost host) => (await host.Get("/openapi/v1.json")).Json;

    static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject() from method in path.Value.EnumerateObject() select (path.Name, method.Name, method.Value);

    [Fact]
    public async Task Says_of_every_address_what_it_is_for_how_it_is_opened_and_what_may_go_wrong()
    {
        await using var host = await IntakeHost.Start();
        var document = await Read(host);
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = Operations(document).ToArray();
        string[] paths = ["/v1/accounts/import", "/v1/accounts/{id}", "/v1/customers/import", "/v1/customers/{id}", "/v1/customers/{id}/reveal", "/v1/decisions", "/v1/events", "/v1/files", "/v1/keys", "/v1/keys/{id}", "/v1/me", "/v1/messages", "/v1/operators", "/v1/operators/enrol",
            "/v1/operators/enrol/passkey", "/v1/operators/enrol/passkey/options", "/v1/operators/{name}", "/v1/operators/{name}/passkeys", "/v1/operators/{name}/passkeys/{id}", "/v1/operators/{name}/sessions",
            "/v1/passkeys", "/v1/passkeys/options", "/v1/passkeys/{id}", "/v1/proposals", "/v1/proposals/{id}", "/v1/proposals/{id}/approve", "/v1/proposals/{id}/reject", "/v1/sessions", "/v1/sessions/mine", "/v1/sessions/others", "/v1/sessions/passkey", "/v1/sessions/passkey/options", "/v1/sessions/{id}"];
        Assert.Equal(paths, operations.Select(o => o.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(operations, o =>
        {
            Assert.NotEmpty(o.Operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(o.Operation.GetProperty("operationId").GetString()!);
            Assert.Equal(1, o.Operation.GetProperty("tags").GetArrayLength());
            if (!o.Path.StartsWith("/v1/operators/enrol", StringComparison.Ordinal) && o.Path is not ("/v1/sessions" or "/v1/sessions/passkey" or "/v1/sessions/passkey/options"))
                Assert.True(o.Operation.GetProperty("security")[0].TryGetProperty("apiKey", out _));
            Assert.All(o.Operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '4' or '5' or 'd'), r =>
                Assert.Equal("#/components/schemas/Problem", r.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
            Assert.True(o.Operation.GetProperty("responses").TryGetProperty("401", out _));
            // Who was erased is nothing to show.
            if (o.Operation.GetProperty("operationId").GetString() == "EraseCustomer")
                Assert.True(o.Operation.GetProperty("responses").TryGetProperty("204", out _));
            else
                Assert.True(o.Operation.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("application/json", out _), o.Path);
            Assert.Equal(o.Method is "put" or "post", o.Operation.TryGetProperty("requestBody", out _));
        });
        Assert.Equal(operations.Length, operations.Select(o => o.Operation.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Holds_every_schema_that_it_refers_to()
    {
        await using var host = await IntakeHost.Start();
        var text = (await host.Get("/openapi/v1.json")).Text;
        var components = JsonDocument.Parse(text).RootElement.GetProperty("components").GetProperty("schemas");
        var references = Reference().Matches(text).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, r =>
        {
            Assert.StartsWith("#/components/schemas/", r, StringComparison.Ordinal);
            Assert.True(components.TryGetProperty(r["#/components/schemas/".Length..], out _), r);
        });
        Assert.All(EventTypes.Predefined, type => Assert.True(components.TryGetProperty(type, out _), type));
    }

    [Fact]
    public async Task Shows_events_that_are_accepted_as_they_stand()
    {
        await using var host = await IntakeHost.Start();
        var content = (await Read(host)).GetProperty("paths").GetProperty("/v1/events").GetProperty("post").GetProperty("requestBody").GetProperty("content");
        foreach (var (type, examples) in content.EnumerateObject().Where(c => c.Value.TryGetProperty("examples", out _)).Select(c => (c.Name, c.Value.GetProperty("examples"))))
            foreach (var example in examples.EnumerateObject())
            {
                var answer = await host.Post("/v1/events", type, example.Value.GetProperty("value").GetRawText());
                Assert.True(answer.Status is 200 or 202, example.Name + answer.Text);
                Assert.All(answer.Results, r => Assert.True(r.GetProperty("status").GetString() is "accepted" or "duplicate"));
            }
        Assert.Equal(EventTypes.Predefined.Count, host.Router.Taken.Select(e => e.Type).Distinct().Count());
    }

    [Theory]
    [InlineData("/v1/customers/import"), InlineData("/v1/accounts/import")]
    public async Task Shows_imports_that_are_accepted_as_they_stand(string path)
    {
        await using var host = await IntakeHost.Start();
        var example = (await Read(host)).GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("text/csv").GetProperty("example").GetString()!;
        var report = (await host.Post(path, "text/csv", example)).Json;
        Assert.Equal((1, 0), (report.GetProperty("accepted").GetInt32(), report.GetProperty("ignoredColumns").GetArrayLength()));
    }

    [Fact]
    public async Task Is_shown_to_people_by_a_page_that_loads_nothing_from_elsewhere()
    {
        await using var host = await IntakeHost.Start();
        using var response = await host.Client.GetAsync("/docs/", TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"openapi/v1.json\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", page);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        foreach (var script in Script().Matches(page).Select(m => m.Groups[1].Value))
            Assert.True((await host.Client.GetAsync(new Uri(response.RequestMessage!.RequestUri!, script), TestContext.Current.CancellationToken)).IsSuccessStatusCode, script);
    }

    [GeneratedRegex("\"\\$ref\":\\s*\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Script();
}

using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Compose;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_a_change_needs_two
{
    const string Fee = """{"class":"transaction","requires":["amount"],"bodies":{"en":"{{ bank }}: fee {{ amount }}","es":"{{ amount }}","tr":"{{ amount }}","hi":"{{ amount }}","ar":"{{ amount }}"}}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<string> Key(IntakeHost host, Scope scopes = (Scope)~0, string? madeBy = null) => (await host.Services.GetRequiredService<ApiKeys>().Create(
        new ApiKeyRequest("k") { Scopes = scopes & ScopeNames.All, MadeBy = madeBy }, [], Cancel)).Secret;

    static Task<Answer> As(IntakeHost host, string key, string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return host.Send(request);
    }

    static async Task<IEnumerable<string>> Acts(IntakeHost host) =>
        (await host.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).OrderBy(static row => row.At).ThenBy(static row => row.Id).Select(static row => DocumentActs.Of(row).Name);

    [Theory]
    [InlineData("/v1/templates/fee", Fee, "template")]
    [InlineData("/v1/settings", """{"name":"Southwind","sender":"Southwind","homeCountry":"GB"}""", "settings")]
    [InlineData("/v1/policies/us", """{"id":"us","title":"Ours","rules":[{"id":"A","jurisdiction":"US","effect":"deny","source":"ours","confidence":"primary-text-read"}]}""", "policy-pack")]
    public async Task It_is_in_force_when_somebody_else_has_approved_it_and_not_before(string path, string body, string kind)
    {
        await using var host = await BankHost.Start(twoPersons: "all");
        var (author, approver) = (await Key(host), await Key(host));
        var before = (await As(host, author, "GET", path)).Text;
        var proposed = await As(host, author, "PUT", path, body);
        Assert.Equal(202, proposed.Status);
        var id = proposed.Json.GetProperty("proposal").GetString()!;
        Assert.Equal($"/v1/proposals/{id}", proposed.Headers.Location!.OriginalString);
        Assert.Equal(before, (await As(host, author, "GET", path)).Text);

        var own = await As(host, author, "POST", $"/v1/proposals/{id}/approve", "{}");
        Assert.Equal((403, "forbidden"), (own.Status, own.Code));
        Assert.Equal(before, (await As(host, author, "GET", path)).Text);

        var approved = await As(host, approver, "POST", $"/v1/proposals/{id}/approve", "{}");
        Assert.Equal("approved", approved.Json.GetProperty("state").GetString());
        Assert.NotEqual(before, (await As(host, author, "GET", path)).Text);
        Assert.Equal([$"{kind}.proposed", $"{kind}.approved"], await Acts(host));

        var again = await As(host, approver, "POST", $"/v1/proposals/{id}/approve", "{}");
        Assert.Equal((409, "conflict"), (again.Status, again.Code));
    }

    [Fact]
    public async Task An_alert_likewise_and_what_waits_is_shown_with_its_document()
    {
        await using var host = await BankHost.Start(twoPersons: "alert");
        var (author, approver) = (await Key(host), await Key(host));
        var fee = (await As(host, author, "GET", "/v1/alerts/fee")).Text;
        var id = (await As(host, author, "PUT", "/v1/alerts/fee", fee)).Json.GetProperty("proposal").GetString()!;
        var shown = await As(host, approver, "GET", $"/v1/proposals/{id}");
        Assert.Equal(("open", "fee"), (shown.Json.GetProperty("state").GetString(), shown.Json.GetProperty("document").GetProperty("id").GetString()));
        Assert.Contains(id, (await As(host, approver, "GET", "/v1/proposals")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await As(host, approver, "POST", $"/v1/proposals/{id}/approve", "{}")).Status);
        // Only alerts were named: a template is in force at once.
        Assert.Equal(200, (await As(host, author, "PUT", "/v1/templates/fee", Fee)).Status);
    }

    [Fact]
    public async Task Nobody_approves_his_own_through_a_key_that_he_made_nor_for_whom_he_made_it()
    {
        await using var host = await BankHost.Start(twoPersons: "all");
        var maker = await Key(host);
        var identity = $"key:{maker.Substring(8, 8)}";
        var made = await Key(host, madeBy: identity);
        var sibling = await Key(host, madeBy: identity);
        foreach (var (author, approver) in (IEnumerable<(string, string)>)[(maker, made), (made, maker), (made, sibling)])
        {
            var id = (await As(host, author, "PUT", "/v1/templates/fee", Fee)).Json.GetProperty("proposal").GetString()!;
            Assert.Equal(403, (await As(host, approver, "POST", $"/v1/proposals/{id}/approve", "{}")).Status);
        }
        Assert.Equal(1, (await As(host, maker, "GET", "/v1/templates/fee")).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Whoever_approves_has_the_scope_of_its_kind()
    {
        await using var host = await BankHost.Start(twoPersons: "all");
        var id = (await As(host, await Key(host), "PUT", "/v1/templates/fee", Fee)).Json.GetProperty("proposal").GetString()!;
        foreach (var decision in (string[])["approve", "reject"])
            Assert.Equal(403, (await As(host, await Key(host, Scope.AlertsApprove | Scope.SettingsApprove | Scope.KeysApprove), "POST", $"/v1/proposals/{id}/{decision}", """{"reason":"no"}""")).Status);
        Assert.Equal(200, (await As(host, await Key(host, Scope.TemplatesApprove), "POST", $"/v1/proposals/{id}/approve", "{}")).Status);
    }

    [Fact]
    public async Task Rejected_with_a_reason_it_never_comes_into_force()
    {
        await using var host = await BankHost.Start(twoPersons: "all");
        var (author, approver) = (await Key(host), await Key(host));
        var id = (await As(host, author, "PUT", "/v1/templates/fee", Fee)).Json.GetProperty("proposal").GetString()!;
        Assert.Equal(422, (await As(host, approver, "POST", $"/v1/proposals/{id}/reject", "{}")).Status);
        var rejected = await As(host, approver, "POST", $"/v1/proposals/{id}/reject", """{"reason":"says nothing of the account"}""");
        Assert.Equal(("rejected", "says nothing of the account"), (rejected.Json.GetProperty("state").GetString(), rejected.Json.GetProperty("reason").GetString()));
        Assert.Equal(409, (await As(host, approver, "POST", $"/v1/proposals/{id}/approve", "{}")).Status);
        Assert.Equal(1, (await As(host, author, "GET", "/v1/templates/fee")).Json.GetProperty("version").GetInt32());
        Assert.Equal(["template.proposed", "template.rejected"], await Acts(host));
    }

    [Fact]
    public async Task One_of_two_proposals_from_the_same_version_is_too_late()
    {
        await using var host = await BankHost.Start(twoPersons: "all");
        var (author, approver) = (await Key(host), await Key(host));
        var first = (await As(host, author, "PUT", "/v1/templates/fee", Fee)).Json.GetProperty("proposal").GetString()!;
        var second = (await As(host, author, "PUT", "/v1/templates/fee", Fee)).Json.GetProperty("proposal").GetString()!;
        Assert.Equal(200, (await As(host, approver, "POST", $"/v1/proposals/{first}/approve", "{}")).Status);
        Assert.Equal(409, (await As(host, approver, "POST", $"/v1/proposals/{second}/approve", "{}")).Status);
        Assert.Equal("open", (await As(host, approver, "GET", $"/v1/proposals/{second}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_could_not_be_saved_cannot_be_proposed_and_a_draft_needs_nobody()
    {
        await using var host = await BankHost.Start(twoPersons: "all");
        var author = await Key(host);
        Assert.Equal(422, (await As(host, author, "PUT", "/v1/templates/fee", Fee.Replace("amount", "amuont", StringComparison.Ordinal))).Status);
        Assert.Equal(200, (await As(host, author, "PUT", "/v1/templates/fee", Fee.Replace("\"class\"", "\"state\":\"draft\",\"class\"", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task A_key_opens_nothing_until_somebody_else_has_approved_it()
    {
        await using var host = await BankHost.Start(twoPersons: "api-key");
        var (maker, approver) = (await Key(host), await Key(host));
        var made = (await As(host, maker, "POST", "/v1/keys", """{"name":"ledger","kind":"live","scopes":["templates:read"]}""")).Json;
        var (secret, id) = (made.GetProperty("secret").GetString()!, made.GetProperty("proposal").GetString()!);
        Assert.Equal(401, (await As(host, secret, "GET", "/v1/templates")).Status);
        var shown = await As(host, approver, "GET", $"/v1/proposals/{id}");
        Assert.Equal("ledger", shown.Json.GetProperty("document").GetProperty("name").GetString());
        Assert.DoesNotContain("hash", shown.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(403, (await As(host, maker, "POST", $"/v1/proposals/{id}/approve", "{}")).Status);
        Assert.Equal(200, (await As(host, approver, "POST", $"/v1/proposals/{id}/approve", "{}")).Status);
        Assert.Equal(200, (await As(host, secret, "GET", "/v1/templates")).Status);
    }

    [Theory]
    [InlineData("Production", null, true), InlineData("Development", null, false), InlineData("Production", "none", false), InlineData("Development", "all", true)]
    [InlineData("Production", "alert", false)]
    public void It_is_on_in_production_and_off_elsewhere_unless_it_is_set(string environment, string? told, bool on)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new AccessOptions { TwoPersons = told is null ? null : [told] });
        Assert.Equal(on, new TwoPersons(options, new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = environment }).For("template"));
    }

    [Theory]
    [InlineData("templates"), InlineData("all,template"), InlineData("none,alert")]
    public void A_word_that_means_nothing_stops_the_start(string told) =>
        Assert.True(new AccessOptionsCheck().Validate(null, new() { TwoPersons = told.Split(',') }).Failed);
}

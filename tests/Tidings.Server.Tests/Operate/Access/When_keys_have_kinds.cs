using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_keys_have_kinds
{
    readonly DocumentStore _store = new();
    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Reach.Live, "tk_live_"), InlineData(Reach.Team, "tk_team_"), InlineData(Reach.Test, "tk_test_")]
    public async Task The_kind_stands_in_front_and_is_the_callers(Reach kind, string prefix)
    {
        using var keys = new ApiKeys(_store, _clock);
        var made = await keys.Create(new ApiKeyRequest("a") { Kind = kind }, [], Cancel);
        Assert.StartsWith(prefix, made.Secret, StringComparison.Ordinal);
        Assert.Equal((kind, ScopeNames.Usual(kind)), (keys.Check(made.Secret)!.Reach, keys.Check(made.Secret)!.Scopes));
        Assert.Null(keys.Check(made.Secret.Replace(prefix, prefix == "tk_live_" ? "tk_test_" : "tk_live_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_of_an_older_version_goes_on_as_live_with_all_scopes()
    {
        var old = "tk_" + new string('a', 72);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(old)));
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"name":"old","created":"2026-01-01T00:00:00+00:00","hash":"{{hash}}","revoked":null}""");
        await _store.Commit(new() { Documents = [new("api-key", new string('a', 8), 1, _clock.GetUtcNow(), body)] });
        using var keys = new ApiKeys(_store, _clock);
        await keys.Refresh(Cancel);
        Assert.Equal((Reach.Live, ScopeNames.Usual(Reach.Live)), (keys.Check(old)!.Reach, keys.Check(old)!.Scopes));
    }

    [Fact]
    public async Task It_opens_until_the_moment_when_it_expires_and_not_in_it()
    {
        using var keys = new ApiKeys(_store, _clock);
        var made = await keys.Create(new ApiKeyRequest("a") { Expires = _clock.GetUtcNow().AddHours(1) }, [], Cancel);
        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(keys.Check(made.Secret));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(keys.Check(made.Secret));
    }

    [Fact]
    public void None_is_made_that_could_do_nothing_has_expired_or_goes_beyond_its_kind()
    {
        using var keys = new ApiKeys(_store, _clock);
        Assert.NotNull(keys.WhyNot(new("a") { Scopes = Scope.None }));
        Assert.NotNull(keys.WhyNot(new("a") { Expires = _clock.GetUtcNow() }));
        Assert.Null(keys.WhyNot(new("a") { Expires = _clock.GetUtcNow().AddTicks(1) }));
        foreach (var scope in ScopeNames.Each)
        {
            Assert.Null(keys.WhyNot(new("a") { Scopes = scope }));
            Assert.Equal((ScopeNames.Limited & scope) == Scope.None, keys.WhyNot(new("a") { Kind = Reach.Test, Scopes = scope }) is not null);
        }
    }

    [Fact]
    public async Task The_day_of_its_last_use_is_written_behind_and_read_by_others()
    {
        using var keys = new ApiKeys(_store, _clock);
        var made = await keys.Create("a", Cancel);
        Assert.Null((await keys.List(Cancel)).Single().LastUsed);
        Assert.NotNull(keys.Check(made.Secret));
        Assert.Empty(await _store.ReadDocuments("api-key-use", false, Cancel));
        await keys.WriteUses(Cancel);
        await keys.WriteUses(Cancel);
        Assert.Equal(1, Assert.Single(await _store.ReadDocuments("api-key-use", false, Cancel)).Version);
        using var elsewhere = new ApiKeys(_store, _clock);
        Assert.Equal(new DateOnly(2026, 11, 23), (await elsewhere.List(Cancel)).Single().LastUsed);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(keys.Check(made.Secret));
        await keys.WriteUses(Cancel);
        Assert.Equal(new DateOnly(2026, 11, 24), (await elsewhere.List(Cancel)).Single().LastUsed);
        Assert.Equal(1, Assert.Single(await _store.ReadDocuments("api-key", false, Cancel)).Version);
    }

    [Fact]
    public async Task The_kind_goes_with_the_event_by_every_door()
    {
        await using var host = await IntakeHost.Start();
        var keys = host.Services.GetRequiredService<ApiKeys>();
        var came = new List<Reach>();
        host.Router.Answer = happened =>
        {
            came.Add(happened.Reach);
            return EventOutcome.Duplicate;
        };
        foreach (var kind in (Reach[])[Reach.Live, Reach.Team, Reach.Test])
        {
            host.Client.DefaultRequestHeaders.Authorization = new("Bearer", (await keys.Create(new ApiKeyRequest("k") { Kind = kind }, [], Cancel)).Secret);
            came.Clear();
            await host.One(Samples.Payment("1"));
            await host.Batch($"[{Samples.Payment("2")}]");
            var data = JsonNode.Parse(Samples.Payment("3"))!["data"]!.ToJsonString();
            await host.Post("/v1/events", "application/json", data, ("ce-specversion", "1.0"), ("ce-id", "3"), ("ce-source", "/s"), ("ce-type", "account.transaction.posted"));
            await host.Post("/v1/files", "application/xml", CamtSample.Head + CamtSample.Entry(1) + CamtSample.Tail);
            Assert.Equal([kind, kind, kind, kind], came);
        }
    }

    [Fact]
    public async Task A_limited_key_changes_no_customer_by_an_event_either()
    {
        await using var host = await IntakeHost.Start();
        var test = (await host.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("k") { Kind = Reach.Test }, [], Cancel)).Secret;
        const string ada = """{"specversion":"1.0","id":"1","source":"/s","type":"customer.updated","data":{"customer":"ada","name":"Ada","phones":["+447700900101"]}}""";
        const string closed = """{"specversion":"1.0","id":"1","source":"/s","type":"customer.closed","data":{"customer":"ada"}}""";
        host.Client.DefaultRequestHeaders.Authorization = new("Bearer", test);
        foreach (var body in (string[])[ada, closed])
            Assert.Contains(("type", "unknown-value"), (await host.One(body)).Errors);
        Assert.Empty(host.Router.Taken);
    }

    [Theory]
    [InlineData("""{"name":"x","kind":"live"}""")]
    [InlineData("""{"name":"x","kind":"live","scopes":[]}""")]
    [InlineData("""{"name":"x","kind":"test","scopes":null}""")]
    public async Task One_that_names_no_scopes_is_not_made(string asked)
    {
        await using var host = await IntakeHost.Start(services: static services => services.Configure<AccessOptions>(static options => options.TwoPersons = ["none"]));
        var refused = await host.Post("/v1/keys", "application/json", asked);
        Assert.Equal((422, ("scopes", "missing")), (refused.Status, refused.Errors.Single()));
        Assert.Single(await host.Services.GetRequiredService<ApiKeys>().List(Cancel));
    }

    [Theory]
    [InlineData("templates:approve", false, "template"), InlineData("carriers:approve", false, "carrier", "template"), InlineData("keys:approve", false, "installation-key"), InlineData("customers:erase", false, "customer-erasure")]
    [InlineData("templates:approve", true, "none"), InlineData("templates:approve", true, "template", "api-key"), InlineData("alerts:approve", true, "template"), InlineData("events:write", true, "template")]
    public async Task One_person_makes_none_that_approves_what_needs_two(string scope, bool isMade, params string[] twoPersons)
    {
        await using var host = await IntakeHost.Start(services: services => services.Configure<AccessOptions>(options => options.TwoPersons = twoPersons));
        var answer = await host.Post("/v1/keys", "application/json", $$"""{"name":"x","kind":"live","scopes":["{{scope}}","events:write"]}""");
        Assert.Equal(isMade ? 200 : 422, answer.Status);
        if (!isMade)
            Assert.Equal(("scopes", "unknown-value"), answer.Errors.Single());
    }

    [Fact]
    public async Task Made_over_the_API_it_has_no_more_than_its_maker_and_the_making_is_recorded()
    {
        await using var host = await IntakeHost.Start(services: static services => services.Configure<AccessOptions>(static options => options.TwoPersons = ["none"]));
        var keys = host.Services.GetRequiredService<ApiKeys>();
        var maker = await keys.Create(new ApiKeyRequest("maker") { Scopes = Scope.KeysManage | Scope.EventsWrite }, [], Cancel);
        host.Client.DefaultRequestHeaders.Authorization = new("Bearer", maker.Secret);
        var refused = await host.Post("/v1/keys", "application/json", """{"name":"x","kind":"live","scopes":["messages:reveal"]}""");
        Assert.Equal((422, ("scopes", "unknown-value")), (refused.Status, refused.Errors.Single()));

        var made = await host.Post("/v1/keys", "application/json", """{"name":"ledger","kind":"test","scopes":["events:write"]}""");
        Assert.Equal(200, made.Status);
        var (id, secret) = (made.Json.GetProperty("id").GetString()!, made.Json.GetProperty("secret").GetString()!);
        Assert.DoesNotContain(secret, (await host.Get("/v1/keys")).Text, StringComparison.Ordinal);
        Assert.Equal($"key:{maker.Key.Id}", keys.Check(secret)!.Behind);
        Assert.Equal(200, (await host.Send(new(HttpMethod.Delete, $"/v1/keys/{id}"))).Status);
        Assert.Null(keys.Check(secret));
        Assert.Equal(404, (await host.Send(new(HttpMethod.Delete, $"/v1/keys/{id}"))).Status);
        var acts = (await host.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of);
        Assert.Equal(
            [("api-key.changed", $"key:{maker.Key.Id}", $"api-key/{id}/1"), ("api-key.revoked", $"key:{maker.Key.Id}", $"api-key/{id}")],
            acts.Select(static act => (act.Name, act.Actor, act.Subject)).Order());
    }
}

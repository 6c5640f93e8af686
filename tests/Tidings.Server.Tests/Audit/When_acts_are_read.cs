using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

public sealed class When_acts_are_read : IAsyncLifetime
{
    static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    readonly FakeTimeProvider _clock = new(Morning);
    RealNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>Acts of an older morning, a minute between two.</summary>
    async Task Happened(params Act[] acts)
    {
        var record = new DocumentActs(_clock);
        var rows = acts.SelectMany(act =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return record.Record(act);
        }).ToArray();
        await _node.Services.GetRequiredService<IStore>().Commit(new() { Documents = rows });
    }

    async Task<(string[] Documents, string? Next)> Page(string query)
    {
        var answer = await _node.Send(HttpMethod.Get, "/v1/audit/acts?" + query);
        Assert.True(answer.Status == 200, answer.Text);
        return ([.. answer.Json.GetProperty("acts").EnumerateArray().Select(static act => act.GetProperty("document").GetString()!)],
            answer.Json.TryGetProperty("next", out var next) ? next.GetString() : null);
    }

    [Fact]
    public async Task They_say_who_did_what_when_and_why_the_newest_first()
    {
        var settings = await _node.Send(HttpMethod.Get, "/v1/settings");
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/settings", body: settings.Text)).Status);
        await Happened(new Act("operator:ada", "message.revealed", "message/m02abc", "the customer asks"));
        var acts = (await _node.Send(HttpMethod.Get, "/v1/audit/acts")).Json.GetProperty("acts").EnumerateArray().ToArray();
        var key = _node.Client.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[^1][..8];
        Assert.Equal(($"key:{key}", "settings.changed", "settings/bank/1"), Told(acts[0]));
        Assert.False(acts[0].TryGetProperty("reason", out _));
        Assert.Equal(("operator:ada", "message.revealed", "message/m02abc"), Told(acts[^1]));
        Assert.Equal("the customer asks", acts[^1].GetProperty("reason").GetString());
        Assert.Equal(Morning.AddMinutes(1), acts[^1].GetProperty("at").GetDateTimeOffset());
    }

    static (string?, string?, string?) Told(JsonElement act) => (act.GetProperty("actor").GetString(), act.GetProperty("kind").GetString(), act.GetProperty("document").GetString());

    [Fact]
    public async Task Pages_follow_one_another_with_nothing_missing_and_nothing_twice()
    {
        await Happened([.. Enumerable.Range(0, 45).Select(static i => new Act("operator:ada", "template.changed", $"template/fee/{i}"))]);
        var seen = new List<string>();
        string? next = null;
        do
        {
            (var page, next) = await Page("actor=operator:ada&limit=10" + (next is null ? "" : "&cursor=" + next));
            Assert.True(page.Length <= 10);
            seen.AddRange(page);
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 45).Reverse().Select(static i => $"template/fee/{i}"), seen);
    }

    [Fact]
    public async Task Each_filter_takes_what_it_names_and_nothing_that_only_begins_alike()
    {
        await Happened(
            new Act("operator:ada", "template.changed", "template/fee/1"), new Act("operator:adam", "template.approved", "template/fee-new/1"),
            new Act("key:0a1b2c3d", "templates.counted", "template/fee"), new Act("operator:ada", "alert.changed", "alert/fee/1"));
        Assert.Equal(["alert/fee/1", "template/fee/1"], (await Page("actor=operator:ada")).Documents);
        Assert.Equal(["template/fee-new/1", "template/fee/1"], (await Page("kind=template&to=2026-03-03T00:00:00Z")).Documents);
        Assert.Equal(["template/fee/1"], (await Page("kind=template.changed&to=2026-03-03T00:00:00Z")).Documents);
        Assert.Equal(["template/fee", "template/fee/1"], (await Page("document=template/fee")).Documents);
        Assert.Equal(["template/fee/1"], (await Page("document=template/fee/1&actor=operator:ada")).Documents);
        Assert.Empty((await Page("document=template/fe")).Documents);
    }

    [Fact]
    public async Task A_time_is_taken_from_its_moment_on_and_ends_before_its_end()
    {
        await Happened([.. Enumerable.Range(1, 4).Select(static i => new Act("operator:ada", "alert.changed", $"alert/a/{i}"))]);
        Assert.Equal(["alert/a/3", "alert/a/2"], (await Page("from=2026-03-02T08:02:00Z&to=2026-03-02T08:04:00Z")).Documents);
        Assert.Equal(["alert/a/3"], (await Page("from=2026-03-02T08:02:00.000001Z&to=2026-03-02T08:03:00.000001Z")).Documents);
        Assert.Equal(["alert/a/4"], (await Page("from=2026-03-02T09:04:00%2B01:00&to=2026-03-03T00:00:00Z")).Documents);
    }

    [Fact]
    public async Task One_rare_act_among_very_many_is_found_some_pages_later()
    {
        await Happened(new Act("operator:eve", "customer.erased", "customer/t"));
        await Happened([.. Enumerable.Range(0, ActSearch.MostLookedAt).Select(static i => new Act("key:0a1b2c3d", "message.revealed", $"message/{i}"))]);
        var (first, next) = await Page("actor=operator:eve");
        Assert.Empty(first);
        Assert.NotNull(next);
        Assert.Equal(["customer/t"], (await Page("actor=operator:eve&cursor=" + next)).Documents);
    }

    [Theory]
    [InlineData("from=yesterday", "from"), InlineData("to=2026-03-02", "to"), InlineData("from=2026-03-03T00:00:00Z&to=2026-03-02T00:00:00Z", "from"), InlineData("cursor=x", "cursor")]
    [InlineData("limit=0", "limit"), InlineData("limit=201", "limit"), InlineData("limit=ten", "limit"), InlineData("actor=", "actor"), InlineData("kind=a%0Ab", "kind")]
    public async Task What_cannot_be_asked_is_told_by_its_name(string query, string field)
    {
        var answer = await _node.Send(HttpMethod.Get, "/v1/audit/acts?" + query);
        Assert.Equal(422, answer.Status);
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
        Assert.Equal(200, (await _node.Send(HttpMethod.Get, "/v1/audit/acts?limit=200&kind=a")).Status);
    }

    [Fact]
    public async Task A_key_without_the_scope_sees_none()
    {
        using var made = JsonDocument.Parse((await _node.Send(HttpMethod.Post, "/v1/keys", body: """{"name":"ledger","kind":"live","scopes":["events:write","messages:read"]}""")).Text);
        _node.Client.DefaultRequestHeaders.Authorization = new("Bearer", made.RootElement.GetProperty("secret").GetString());
        Assert.Equal(403, (await _node.Send(HttpMethod.Get, "/v1/audit/acts")).Status);
    }
}

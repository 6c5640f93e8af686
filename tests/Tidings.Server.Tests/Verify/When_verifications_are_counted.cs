using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Track.Replies;
using Tidings.Server.Verify.Statistics;

namespace Tidings.Server.Tests.Verify;

public sealed class When_verifications_are_counted
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const int Customers = 6;

    /// <summary>What was answered has settled, since nothing else goes on; its ids are of milliseconds that are over then.</summary>
    static async Task Count(ProvenNode bank)
    {
        var until = TimeProvider.System.GetUtcNow().AddMilliseconds(2);
        while (TimeProvider.System.GetUtcNow() < until)
            await Task.Yield();
        await bank.Node.Services.GetRequiredService<VerificationCounts>().Turn(MessageId.First(until, 0), Cancel);
    }

    static async Task<JsonElement> Statistics(ProvenNode bank, string query = "")
    {
        var answer = await bank.Send(HttpMethod.Get, $"/statistics{query}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    /// <summary>What is kept, before few of them are left out.</summary>
    internal static async Task<IReadOnlyList<HourCell>> Cells(ProvenNode bank)
    {
        await Count(bank);
        return [.. (await bank.Node.Services.GetRequiredService<IStore>().ReadLastDocuments(HourCounts.Kind, "~", 10, Cancel)).SelectMany(static row => HourCounts.Read(row.Body.Span).Cells)];
    }

    static int? Number(JsonElement group, string name) => group.TryGetProperty(name, out var number) ? number.GetInt32() : null;

    static string Phone(int i) => $"44770090020{i}";

    static async Task<string> Begin(ProvenNode bank, string customer, string purpose = "login") =>
        (await bank.Send(HttpMethod.Post, "", $$"""{"purpose":"{{purpose}}","customer":"{{customer}}"}""")).Json.GetProperty("id").GetString()!;

    static async Task<ProvenNode> Start()
    {
        var bank = await ProvenNode.Start();
        for (var i = 0; i < Customers; i++)
            await bank.Told.Register($"N-{i}", "+" + Phone(i));
        return bank;
    }

    [Fact]
    public async Task Each_counts_once_when_it_has_ended_whatever_the_node_was_doing_when_it_stopped()
    {
        await using var bank = await Start();
        for (var i = 0; i < Customers; i++)
        {
            var id = await Begin(bank, $"N-{i}");
            var code = ProvenNode.CodeIn((await new Handset(bank.Told, Phone(i)).Next()).Text);
            Assert.True((await bank.Check(id, code)).Json.GetProperty("approved").GetBoolean());
        }
        // From memory: the first look reads the journal, the second what came since.
        await Count(bank);
        var first = (await Statistics(bank)).GetProperty("all");
        Assert.Equal((6, 6, 6, 0, 1.0), (Number(first, "begun"), Number(first, "sent"), Number(first, "approved"), Number(first, "failed"), first.GetProperty("conversion").GetDouble()));
        Assert.True(Number(first, "medianSeconds") >= 1);
        Assert.Null(Number(first, "p95Seconds"));
        for (var i = 0; i < Customers; i++)
            Assert.Equal(200, (await bank.Send(HttpMethod.Delete, $"/{await Begin(bank, $"N-{i}")}")).Status);
        await Count(bank);
        Assert.Equal((12, 6), (Number((await Statistics(bank)).GetProperty("all"), "begun"), Number((await Statistics(bank)).GetProperty("all"), "cancelled")));

        // What the node did not come to count is counted by the next one, and nothing again.
        for (var i = 0; i < Customers; i++)
            Assert.Equal(200, (await bank.Send(HttpMethod.Delete, $"/{await Begin(bank, $"N-{i}", "contact-change")}")).Status);
        await bank.Told.Restart();
        await Count(bank);
        await Count(bank);
        var all = await Statistics(bank, "?by=carrier");
        Assert.Equal((18, 6, 12), (Number(all.GetProperty("all"), "begun"), Number(all.GetProperty("all"), "approved"), Number(all.GetProperty("all"), "cancelled")));
        var byPurpose = (await Statistics(bank)).GetProperty("groups").EnumerateArray().ToDictionary(static group => group.GetProperty("name").GetString()!, static group => Number(group, "begun"));
        Assert.Equal((6, 12), (byPurpose["contact-change"], byPurpose["login"]));
        Assert.Contains(all.GetProperty("groups").EnumerateArray(), static group => group.GetProperty("name").GetString() == "main" && Number(group, "approved") == 6);
        Assert.Equal("GB", Assert.Single((await Statistics(bank, "?by=country")).GetProperty("groups").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(0, Number((await Statistics(bank, "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")).GetProperty("all"), "begun"));
    }

    [Fact]
    public async Task Of_a_few_nothing_is_told_and_of_nobody_nothing_at_all()
    {
        await using var bank = await Start();
        for (var i = 0; i < 4; i++)
            Assert.Equal(200, (await bank.Send(HttpMethod.Delete, $"/{await Begin(bank, $"N-{i}")}")).Status);
        for (var i = 0; i < Customers; i++)
            Assert.Equal(200, (await bank.Send(HttpMethod.Delete, $"/{await Begin(bank, $"nobody-{i}")}")).Status);
        await Count(bank);
        var few = await Statistics(bank);
        Assert.Equal("""{"name":"all"}""", few.GetProperty("all").GetRawText());
        Assert.Equal("""{"name":"login"}""", Assert.Single(few.GetProperty("groups").EnumerateArray()).GetRawText());
        Assert.Equal(200, (await bank.Send(HttpMethod.Delete, $"/{await Begin(bank, "N-4")}")).Status);
        await Count(bank);
        var five = await Statistics(bank);
        Assert.Equal((5, 5, 0), (Number(five.GetProperty("all"), "begun"), Number(five.GetProperty("all"), "cancelled"), Number(five.GetProperty("all"), "approved")));
        Assert.DoesNotContain("N-", five.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?by=customer", "by"), InlineData("?from=2026-01-01T00:00:00Z&to=0001-01-01T00:00:00Z", "from"), InlineData("?from=yesterday", "from"), InlineData("?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z", "from"), InlineData("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    public async Task What_cannot_be_asked_is_refused_by_its_field(string query, string field)
    {
        await using var node = await RealNode.Start();
        var answer = await node.Send(HttpMethod.Get, $"/v1/verifications/statistics{query}");
        Assert.Equal((422, field), (answer.Status, answer.Errors[0].Field));
    }

    [Fact]
    public async Task Before_the_first_day_of_all_nothing_began()
    {
        await using var node = await RealNode.Start();
        var answer = await node.Send(HttpMethod.Get, "/v1/verifications/statistics?to=0001-01-01T00:00:00Z");
        Assert.Equal((200, 0), (answer.Status, Number(answer.Json.GetProperty("all"), "begun")));
    }

    [Fact]
    public void Cells_add_up_and_quantiles_are_the_steps_above()
    {
        static HourCell Took(int seconds) => new("login", "GB", "main") { Begun = 1, Approved = 1, Times = HourCell.Took(TimeSpan.FromSeconds(seconds)) };
        var counts = new HourCounts([]).With([.. Enumerable.Range(1, 20).Select(Took), new("payment", "GB", "main") { Begun = 1, Failed = 1 }]);
        var cell = HourCounts.Read(counts.ToBytes()).Cells.Single(static cell => cell.Purpose == "login");
        Assert.Equal((20, 20, 10, 20), (cell.Begun, cell.Approved, cell.Quantile(0.5), cell.Quantile(0.95)));
        Assert.Equal((600, null), (Took(6_000).Quantile(0.5), new HourCell("a", "b", "c").Quantile(0.5)));
    }
}

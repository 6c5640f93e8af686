namespace Tidings.Server.Tests.Intake;

public sealed class When_a_file_is_not_to_be_told
{
    static async Task<RealNode> Start()
    {
        var node = await RealNode.Start(settings: ("Intake:AssignedNumbersOnly", "false"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/ada", body: """{"name":"Ada","phones":["+447700900101"],"language":"en"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: """{"holders":["ada"],"currency":"EUR","iban":"DE02120300000000202051"}""")).Status);
        return node;
    }

    static string Of(int days, int entries = 3)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return CamtSample.Of(entries).Replace("2026-11-20", day, StringComparison.Ordinal);
    }

    static async Task<(int Accepted, int Messages, int TooOld)> Post(RealNode node, string query, string file)
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/files" + query, "application/xml", file);
        Assert.True(answer.Status == 200, answer.Text);
        int Number(string name) => answer.Json.GetProperty(name).GetInt32();
        return (Number("accepted"), Number("messages"), Number("tooOld"));
    }

    [Fact]
    public async Task All_of_it_is_taken_and_recorded_and_nobody_is_told_also_when_it_comes_again()
    {
        await using var node = await Start();
        Assert.Equal((3, 0, 0), await Post(node, "?tell=false", Of(days: 1)));
        var found = (await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"ada","suppressed":true}""")).Json.GetProperty("events");
        Assert.Contains(found.EnumerateArray().SelectMany(static one => one.GetProperty("suppressions").EnumerateArray()),
            static not => not.GetProperty("reason").GetProperty("code").GetString() == "not-to-be-told");
        Assert.Equal((0, 0, 0), await Post(node, "", Of(days: 1)));
    }

    [Fact]
    public async Task Otherwise_it_is_told_and_what_happened_too_long_ago_is_counted()
    {
        await using var node = await Start();
        var (accepted, messages, tooOld) = await Post(node, "?tell=true", Of(days: 1));
        Assert.True(messages > 0);
        Assert.Equal((3, 0), (accepted, tooOld));
        Assert.Equal((4, 0, 4), await Post(node, "", Of(days: 20, entries: 4)));
        Assert.Equal("invalid-parameter", (await node.Send(HttpMethod.Post, "/v1/files?tell=perhaps", "application/xml", Of(1))).Code);
    }
}

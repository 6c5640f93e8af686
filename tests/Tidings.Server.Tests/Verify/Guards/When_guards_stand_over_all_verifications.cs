using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Deliver.Surges;
using Tidings.Core.Ports;
using Tidings.Core.Verify.Guards;
using Tidings.Server.Decide;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Verify.Guards;

namespace Tidings.Server.Tests.Verify.Guards;

/// <summary>A whole node whose customers are guessed at, and whose texts are pumped.</summary>
public sealed class When_guards_stand_over_all_verifications
{
    static async Task<RealNode> Node(string guards, string? folder = null)
    {
        var node = await RealNode.Start(folder, RealNode.OnePerson);
        if (folder is not null)
            return node;
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+447400123456"],"language":"en"}""")).Status);
        var put = await node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""{"purposes":[{"id":"login","template":"verify-login"},{"id":"contact-change","template":"verify-contact-change","anyNumber":true}],"guards":{{guards}}}""");
        Assert.True(put.Status == 200, put.Text);
        return node;
    }

    static Task<Answer> Begin(RealNode node, string customer, string more = "", string purpose = "login") =>
        node.Send(HttpMethod.Post, "/v1/verifications", body: $$"""{"purpose":"{{purpose}}","customer":"{{customer}}"{{more}}}""");

    /// <summary>Five guesses at each of so many accounts at once; how many were judged.</summary>
    static async Task<int> Sweep(RealNode node, int accounts)
    {
        var judged = await Task.WhenAll(Enumerable.Range(0, accounts).Select(async i =>
        {
            var begun = await Begin(node, $"X-{i}");
            if (begun.Status != 201)
                return 0;
            var id = begun.Json.GetProperty("id").GetString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(guess => node.Send(HttpMethod.Post, $"/v1/verifications/{id}/check", body: $$"""{"code":"00000{{guess}}","purpose":"login"}""")));
            Assert.All(answers, static answer => Assert.Contains(answer.Status, (int[])[200, 409, 429]));
            return answers.Count(static answer => answer.Status == 200);
        }));
        return judged.Sum();
    }

    static async Task<JsonElement> Guards(RealNode node) => (await node.Send(HttpMethod.Get, "/v1/verification-guards")).Json;

    const string Ten = """{"failures":{"most":10,"untilResumed":true}}""";

    [Fact]
    public async Task Of_a_sweep_over_all_accounts_as_many_guesses_are_judged_as_the_bank_allows_and_a_person_lets_it_go_on()
    {
        var node = await Node(Ten);
        Assert.Equal(10, await Sweep(node, 12));
        Assert.Equal((429, "verification-limited"), ((await Begin(node, "C-1")).Status, (await Begin(node, "nobody")).Code));
        await node.Services.GetRequiredService<BreakerWatch>().Look();
        Assert.Contains("No code is judged and none is sent for now: 10 wrong codes within 10 minutes, and 10 are allowed", node.Logs.All, StringComparison.Ordinal);
        Assert.Contains("breaker.tripped", (await node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);

        // A restart lets nobody guess on.
        await node.Stop();
        await using var again = await Node(Ten, node.Folder);
        Assert.Equal(429, (await Begin(again, "C-1")).Status);
        var shown = (await Guards(again)).GetProperty("breaker");
        Assert.Equal((10, 10), (shown.GetProperty("wrong").GetInt32(), shown.GetProperty("wrongToday").GetInt32()));
        Assert.True(shown.TryGetProperty("tripped", out _));
        Assert.Contains("Codes are not judged since", again.Logs.All, StringComparison.Ordinal);

        Assert.Equal(422, (await again.Send(HttpMethod.Post, "/v1/verification-guards/resume", body: "{}")).Status);
        Assert.Equal(200, (await again.Send(HttpMethod.Post, "/v1/verification-guards/resume", body: """{"reason":"the address is blocked"}""")).Status);
        Assert.Equal(409, (await again.Send(HttpMethod.Post, "/v1/verification-guards/resume", body: """{"reason":"once more"}""")).Status);
        Assert.Equal(201, (await Begin(again, "C-1")).Status);
        Assert.Equal(0, (await Guards(again)).GetProperty("breaker").GetProperty("wrong").GetInt32());
        Assert.Contains("breaker.resumed", (await again.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_counted_outlives_a_restart()
    {
        var node = await Node(Ten);
        Assert.Equal(5, await Sweep(node, 1));
        await node.Stop();
        await using var again = await Node(Ten, node.Folder);
        Assert.Equal(5, (await Guards(again)).GetProperty("breaker").GetProperty("wrong").GetInt32());
    }

    /// <summary>Of sessions, addresses, devices, and numbers that are named: the counts of them are in no customer's state.</summary>
    [Theory]
    [InlineData("session", ""","session":"s-1" """), InlineData("ip", ""","ip":"192.0.2.7" """), InlineData("device", ""","device":"d-1" """)]
    [InlineData("phone", ""","phone":"+447400990001" """), InlineData("prefix", ""","phone":"+447400990001" """), InlineData("country", ""","phone":"+447400990001" """)]
    public async Task What_other_limits_counted_is_exact_at_any_rate_and_outlives_a_restart(string limit, string more)
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        var put = await node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""
            {"purposes":[{"id":"contact-change","template":"verify-contact-change","anyNumber":true}],"limits":{"{{limit}}":{"most":7,"within":"PT1H"},"customer":{"most":100,"within":"PT1H"} } }
            """);
        Assert.True(put.Status == 200, put.Text);
        var begun = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Begin(node, $"X-{i}", more, "contact-change")));
        Assert.All(begun, static answer => Assert.Equal(201, answer.Status));
        await node.Stop();
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Begin(again, $"Y-{i}", more, "contact-change")));
        Assert.Equal(3, answers.Count(static answer => answer.Status == 201));
        Assert.All(answers.Where(static answer => answer.Status != 201), static answer => Assert.Equal((429, "verification-limited"), (answer.Status, answer.Code)));
    }

    [Fact]
    public async Task What_is_blocked_outlives_a_restart_and_no_number_stands_in_clear_on_the_disk()
    {
        var node = await Node("""{"pumping":{"mode":"block"}}""");
        var (holder, now) = (node.Services.GetRequiredService<RulebookHolder>(), TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 31; i++)
            holder.Guards.Pumping.TryTake(new(string.Create(CultureInfo.InvariantCulture, $"44740099{i:0000}")), "GB", holder.Pipeline.Rulebook.Purposes.List.Guards.Pumping, now.AddMinutes(i < 30 ? -4 : 0));
        await node.Stop();
        foreach (var file in Directory.EnumerateFiles(node.Folder, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("44740099"u8));
        await using var again = await Node("", node.Folder);
        Assert.Equal("44740099", Assert.Single((await Guards(again)).GetProperty("prefixes").EnumerateArray()).GetProperty("prefix").GetString());
    }

    [Fact]
    public async Task More_wrong_codes_in_a_minute_than_are_usual_by_far_trip_it_too()
    {
        var node = await Node("""{"failures":{"most":100,"times":3}}""");
        var hour = UsualRate.HourOf(TimeProvider.System.GetUtcNow());
        var busiest = new int[UsualRate.Days * 24];
        Array.Fill(busiest, 2);
        var stored = new StoredBreaker(null, 0, new int[FailureBreaker.Minutes], hour - 48, hour, busiest);
        await node.Services.GetRequiredService<IStore>().Commit(new() { Documents = [new(StoredBreaker.Kind, StoredBreaker.Id, 1_000, TimeProvider.System.GetUtcNow(), stored.ToBytes())] });
        await node.Stop();
        await using var again = await Node("", node.Folder);
        var (holder, watch) = (again.Services.GetRequiredService<RulebookHolder>(), again.Services.GetRequiredService<BreakerWatch>());
        var (breaker, guard) = (holder.Guards.Failures, holder.Pipeline.Rulebook.Purposes.List.Guards.Failures);
        async Task Guess(int times)
        {
            for (var i = 0; i < times; i++)
                Assert.True(breaker.TryTake(guard, TimeProvider.System.GetUtcNow()));
            await watch.Look();
        }
        // Six are three times what is usual; up to half of the limit nobody's codes are stopped for it.
        await Guess(50);
        Assert.Null(breaker.Trip(TimeProvider.System.GetUtcNow()));
        // Once more, should the minute turn in between.
        for (var round = 0; round < 3 && breaker.Trip(TimeProvider.System.GetUtcNow()) is null; round++)
            {
            breaker.Restore(null, 0, new int[FailureBreaker.Minutes], TimeProvider.System.GetUtcNow());
            await Guess(51);
        }
        Assert.Contains("wrong codes in a minute, and 2 are usual at this hour", again.Logs.All, StringComparison.Ordinal);
        Assert.Equal(429, (await Begin(again, "C-1")).Status);
    }

    [Fact]
    public async Task A_number_that_the_caller_names_is_refused_by_its_kind_whosever_it_is()
    {
        await using var node = await Node("{}");
        foreach (var customer in (string[])["C-1", "nobody"])
        {
            var refused = await Begin(node, customer, ""","phone":"+449011234567" """, "contact-change");
            Assert.Equal((422, "phone"), (refused.Status, refused.Errors[0].Field));
            Assert.Equal(201, (await Begin(node, customer, ""","phone":"+447400123456" """, "contact-change")).Status);
        }
        var counted = (await Guards(node)).GetProperty("counts").EnumerateArray().Single(static one => one.GetProperty("guard").GetString() == "number-type");
        Assert.Equal(2, counted.GetProperty("stopped").GetInt32());
    }

    [Fact]
    public async Task Pumped_numbers_are_shown_get_nothing_and_are_let_go_by_a_person()
    {
        await using var node = await Node("""{"pumping":{"mode":"block"}}""");
        var (holder, now) = (node.Services.GetRequiredService<RulebookHolder>(), TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 30; i++)
            holder.Guards.Pumping.TryTake(new(string.Create(CultureInfo.InvariantCulture, $"44740099{i:0000}")), "GB", holder.Pipeline.Rulebook.Purposes.List.Guards.Pumping, now.AddMinutes(-4));
        Assert.Equal(201, (await Begin(node, "C-1", ""","phone":"+447400990999" """, "contact-change")).Status);
        Assert.Equal(1, holder.Guards.Stopped(GuardKind.Pumping));
        Assert.Equal("44740099", Assert.Single((await Guards(node)).GetProperty("prefixes").EnumerateArray()).GetProperty("prefix").GetString());
        await node.Services.GetRequiredService<BreakerWatch>().Look();
        Assert.Contains("Codes to 1 more prefixes", node.Logs.All, StringComparison.Ordinal);
        Assert.Equal(422, (await node.Send(HttpMethod.Post, "/v1/verification-guards/unblock", body: """{"what":"+447","reason":"a test"}""")).Status);
        Assert.Equal(404, (await node.Send(HttpMethod.Post, "/v1/verification-guards/unblock", body: """{"what":"4474123","reason":"a test"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/verification-guards/unblock", body: """{"what":"44740099","reason":"the operator is asked"}""")).Status);
        Assert.Equal(201, (await Begin(node, "C-1", ""","phone":"+447400990999" """, "contact-change")).Status);
        Assert.Equal(1, holder.Guards.Stopped(GuardKind.Pumping));
        Assert.Contains("pumping.unblocked", (await node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Verify;

/// <summary>What thieves try, against a whole node.</summary>
public sealed class When_codes_are_attacked
{
    [Fact]
    public async Task Of_a_hundred_right_answers_at_once_one_wins()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin();
        var code = await bank.Code();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bank.Check(id, code)));
        Assert.Single(answers, static answer => answer.Status == 200);
        Assert.Equal(99, answers.Count(static answer => answer is { Status: 409, Code: "verification-over" }));
        Assert.True(answers.Single(static answer => answer.Status == 200).Json.GetProperty("approved").GetBoolean());
    }

    [Fact]
    public async Task Of_a_hundred_wrong_ones_at_once_five_are_judged_and_the_right_one_comes_too_late()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin();
        var code = await bank.Code();
        var guesses = Enumerable.Range(0, 100).Select(static i => $"{i:000000}").Where(guess => guess != code).ToArray();
        var answers = await Task.WhenAll(guesses.Select(guess => bank.Check(id, guess)));
        var judged = answers.Where(static answer => answer.Status == 200).Select(static answer => answer.Json.GetProperty("triesLeft").GetInt32()).Order();
        Assert.Equal([0, 1, 2, 3, 4], judged);
        Assert.Equal(guesses.Length - 5, answers.Count(static answer => answer.Status == 409));
        Assert.Equal(409, (await bank.Check(id, code)).Status);
        Assert.Equal("failed", await bank.Status(id));
    }

    [Fact]
    public async Task Right_and_wrong_at_once_never_approve_twice_nor_after_the_fifth_wrong_one()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin();
        var code = await bank.Code();
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => bank.Check(id, i % 10 == 9 ? code : ProvenNode.Wrong(code))));
        var approved = answers.Count(static answer => answer.Status == 200 && answer.Json.GetProperty("approved").GetBoolean());
        Assert.Equal(await bank.Status(id) == "approved" ? 1 : 0, approved);
        Assert.True(answers.Count(static answer => answer.Status == 200 && !answer.Json.GetProperty("approved").GetBoolean()) <= 5);
    }

    [Fact]
    public async Task What_was_counted_outlives_a_restart()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin();
        var code = await bank.Code();
        for (var i = 0; i < 3; i++)
            await bank.Check(id, ProvenNode.Wrong(code));
        await bank.Told.Restart();
        Assert.Equal(1, (await bank.Check(id, ProvenNode.Wrong(code))).Json.GetProperty("triesLeft").GetInt32());
        Assert.True((await bank.Check(id, code)).Json.GetProperty("approved").GetBoolean());
        await bank.Told.Restart();
        Assert.Equal((409, "approved"), ((await bank.Check(id, code)).Status, await bank.Status(id)));
    }

    [Fact]
    public async Task The_customers_limit_is_exact_at_any_rate()
    {
        await using var bank = await ProvenNode.Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-1"}""")));
        Assert.Equal(5, answers.Count(static answer => answer.Status == 201));
        Assert.All(answers.Where(static answer => answer.Status != 201), static answer => Assert.Equal((429, "verification-limited"), (answer.Status, answer.Code)));
        await bank.Told.Restart();
        Assert.Equal(429, (await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-1"}""")).Status);
    }

    [Theory, InlineData("session", "\"s-1\"", 5), InlineData("device", "\"d-1\"", 10)]
    public async Task One_session_or_device_begins_so_many_for_whomever(string member, string value, int most)
    {
        await using var bank = await ProvenNode.Start();
        for (var i = 0; i <= most; i++)
        {
            var answer = await bank.Send(HttpMethod.Post, "", $$"""{"purpose":"login","customer":"nobody-{{i}}","{{member}}":{{value}}}""");
            Assert.Equal(i < most ? 201 : 429, answer.Status);
        }
        Assert.Equal(201, (await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"nobody-x"}""")).Status);
    }

    /// <summary>Who has one address of IPv6 has 2^64: each of them is the first of its kind.</summary>
    [Theory]
    [InlineData("198.51.100.7", "::ffff:198.51.100.7", "198.51.100.8"), InlineData("2001:db8:1:2::1", "2001:DB8:1:2:9:8:7:6", "2001:db8:1:3::1"), InlineData("gateway-7", "gateway-7", "gateway-8")]
    public async Task One_address_begins_so_many_for_whomever_however_it_is_written_and_so_does_one_network_of_IPv6(string ip, string same, string other)
    {
        await using var bank = await ProvenNode.Start();
        var put = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: """{"purposes":[{"id":"login","template":"verify-login"}],"limits":{"ip":{"most":2,"within":"PT10M"}}}""");
        Assert.True(put.Status == 200, put.Text);
        async Task<int> Begin(int i, string from) => (await bank.Send(HttpMethod.Post, "", $$"""{"purpose":"login","customer":"nobody-{{i}}","ip":"{{from}}"}""")).Status;
        Assert.Equal((201, 201, 429, 429, 201), (await Begin(1, ip), await Begin(2, same), await Begin(3, same), await Begin(4, ip), await Begin(5, other)));
    }

    [Fact]
    public async Task Who_is_unknown_is_answered_like_who_is_known_from_the_beginning_to_the_end()
    {
        await using var bank = await ProvenNode.Start();
        var code = "";
        var words = new List<string>();
        foreach (var customer in (string[])["C-1", "nobody"])
        {
            var begun = await bank.Send(HttpMethod.Post, "", $$"""{"purpose":"login","customer":"{{customer}}"}""");
            var id = begun.Json.GetProperty("id").GetString()!;
            if (customer == "C-1")
                code = await bank.Code();
            var guess = ProvenNode.Wrong(code);
            Answer[] answers =
            [
                begun, await bank.Send(HttpMethod.Get, $"/{id}"), await bank.Check(id, guess), await bank.Send(HttpMethod.Post, $"/{id}/resend", "{}"), .. await Repeat(4, () => bank.Check(id, guess)),
                await bank.Check(id, guess), await bank.Send(HttpMethod.Get, $"/{id}"), await bank.Send(HttpMethod.Delete, $"/{id}"),
            ];
            words.Add(string.Join('\n', answers.Select(answer => Plain(answer, id))));
        }
        Assert.Equal(words[0], words[1]);
        Assert.Contains("201", words[0], StringComparison.Ordinal);
        Assert.Single(bank.Told.Smsc.Inbox.Texts());
    }

    /// <summary>So many that some share a name.</summary>
    [Fact]
    public async Task One_key_of_a_request_is_each_ones_own_also_of_those_who_are_not_there()
    {
        await using var bank = await ProvenNode.Start();
        foreach (var i in Enumerable.Range(0, 400))
        {
            var answer = await bank.SendKeyed("k-1", $$"""{"purpose":"login","customer":"nobody-{{i}}"}""");
            Assert.True(answer.Status == 201, answer.Text);
        }
    }

    static async Task<Answer[]> Repeat(int times, Func<Task<Answer>> ask)
    {
        var answers = new List<Answer>();
        for (var i = 0; i < times; i++)
            answers.Add(await ask());
        return [.. answers];
    }

    /// <summary>Without what differs from moment to moment.</summary>
    static string Plain(Answer answer, string id)
    {
        var members = answer.Json.EnumerateObject().Select(member => member.Name is "startedAt" or "expiresAt" or "resendAt" or "requestId" && member.Value.ValueKind == JsonValueKind.String ? member.Name : $"{member.Name}={member.Value}");
        return $"{answer.Status} {answer.ContentType} {string.Join(' ', members)}".Replace(id, "ID", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_was_made_up_is_nobodys()
    {
        await using var bank = await ProvenNode.Start();
        var real = await bank.Begin();
        foreach (var id in (string[])["v00000000000000000000000000", "vzzzzzzzzzzzzzzzzzzzzzzzzzz", "v7zzzzzzzzzzzzzzzzzzzzzzzzz", "m0000000000000", "x", real.ToUpperInvariant(), ProvenNode.Wrong(real)])
        {
            Assert.Equal((404, "not-found"), ((await bank.Check(id, "123456")).Status, (await bank.Send(HttpMethod.Get, $"/{id}")).Code));
            Assert.Equal(404, (await bank.Send(HttpMethod.Delete, $"/{id}")).Status);
        }
        Assert.Equal("pending", await bank.Status(real));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Verify;

namespace Tidings.Server.Tests.Verify;

/// <summary>Another code, or the same where the purpose says so: on a whole node, which is asked when it says that it may be.</summary>
public sealed class When_a_code_is_sent_again
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<ProvenNode> Start(string members)
    {
        var bank = await ProvenNode.Start();
        await Put(bank, members);
        return bank;
    }

    static async Task Put(ProvenNode bank, string members)
    {
        var put = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""{"purposes":[{"id":"login","template":"verify-login","cooldown":"PT10S"{{members}}}]}""");
        Assert.True(put.Status == 200, put.Text);
    }

    static async Task Resend(ProvenNode bank, string id, string body = "{}")
    {
        Answer again;
        while ((again = await bank.Send(HttpMethod.Post, $"/{id}/resend", body)).Status == 429)
            await Task.Delay(again.Headers.RetryAfter!.Delta!.Value, TimeProvider.System, Cancel);
        Assert.True(again.Status == 200, again.Text);
    }

    [Fact]
    public async Task The_same_comes_as_often_as_it_is_asked_for_and_gives_no_more_tries()
    {
        await using var bank = await Start(""","length":10,"alphabet":"letters-and-digits","resend":"same" """);
        var id = await bank.Begin();
        var first = await bank.Code();
        var row = await Row(bank);
        for (var i = 0; i < 4; i++)
            await bank.Check(id, ProvenNode.Wrong(first));
        await Resend(bank, id);
        Assert.Equal(first, await bank.Code());
        await Resend(bank, id);
        Assert.Equal(first, await bank.Code());
        // The first text is worth nothing beside the later ones.
        await UntilPurged(bank, row);
        Assert.Equal(1, (await bank.Send(HttpMethod.Get, $"/{id}")).Json.GetProperty("triesLeft").GetInt32());
        Assert.Equal("""{"approved":true,"status":"approved","triesLeft":0}""", (await bank.Check(id, first)).Text);
        Assert.DoesNotContain(first, bank.Node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain(first, (await bank.Node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"C-1"}""")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fifth_wrong_one_ends_it_whatever_was_sent_again()
    {
        await using var bank = await Start(""","resend":"same" """);
        var id = await bank.Begin();
        var code = await bank.Code();
        for (var i = 0; i < 4; i++)
            await bank.Check(id, ProvenNode.Wrong(code));
        await Resend(bank, id);
        Assert.Equal("failed", (await bank.Check(id, ProvenNode.Wrong(code))).Json.GetProperty("status").GetString());
        Assert.Equal(409, (await bank.Check(id, code)).Status);
    }

    [Fact]
    public async Task It_is_the_same_after_a_restart()
    {
        await using var bank = await Start(""","resend":"same" """);
        var id = await bank.Begin(""","session":"s-1" """);
        var code = await bank.Code();
        await bank.Told.Restart();
        await Resend(bank, id, """{"session":"s-1"}""");
        Assert.Equal(code, await bank.Code());
        Assert.True((await bank.Check(id, code, ""","session":"s-1" """)).Json.GetProperty("approved").GetBoolean());
    }

    [Fact]
    public async Task Otherwise_it_is_another_and_the_one_of_before_is_wrong()
    {
        await using var bank = await Start(""","length":10,"alphabet":"letters-and-digits" """);
        var id = await bank.Begin();
        var first = await bank.Code();
        await Resend(bank, id);
        var second = await bank.Code();
        Assert.NotEqual(first, second);
        Assert.False((await bank.Check(id, first)).Json.GetProperty("approved").GetBoolean());
        Assert.True((await bank.Check(id, second)).Json.GetProperty("approved").GetBoolean());
    }

    /// <summary>Where the purpose changed meanwhile there is nothing in the text that could be its code.</summary>
    [Fact]
    public async Task One_that_is_not_found_is_drawn_anew()
    {
        await using var bank = await Start(""","length":6,"resend":"same" """);
        var id = await bank.Begin();
        var first = await bank.Code();
        await Put(bank, ""","length":8,"resend":"same" """);
        await Resend(bank, id);
        var second = await bank.Code();
        Assert.Equal((6, 8), (first.Length, second.Length));
        Assert.False((await bank.Check(id, first)).Json.GetProperty("approved").GetBoolean());
        Assert.True((await bank.Check(id, second)).Json.GetProperty("approved").GetBoolean());
    }

    [Theory]
    [InlineData("482913 is your code", CodeAlphabet.Digits, 6, "482913"), InlineData("4829137 or 12345", CodeAlphabet.Digits, 6, "482913 829137"), InlineData("", CodeAlphabet.Digits, 6, "")]
    [InlineData("VALID 5 min: AB23CD.", CodeAlphabet.LettersAndDigits, 6, "AB23CD"), InlineData("12345", CodeAlphabet.Digits, 6, "")]
    public void Whatever_may_be_a_code_is_looked_at(string text, CodeAlphabet alphabet, int length, string found) =>
        Assert.Equal(found, string.Join(' ', SentCodes.Candidates(text, new() { Id = "own", Template = "t", Alphabet = alphabet, Length = length })));

    static async Task<MessageId> Row(ProvenNode bank)
    {
        Assert.True(MessageId.TryParse((await bank.Message()).GetProperty("id").GetString()!, out var row));
        return row;
    }

    static async Task UntilPurged(ProvenNode bank, MessageId row)
    {
        while (DecidedEvents.Of((await bank.Node.Services.GetRequiredService<IStore>().ReadMessage(row, Cancel))!.Row).Messages[0].Text.Length > 0)
            await Task.Yield();
    }
}

using Tidings.Client.Tests.Calls;
using Tidings.Client.Verifications;

namespace Tidings.Client.Tests.Verifications;

public sealed class When_a_verification_is_asked_for_again
{
    const string Limited = """{"type":"/errors/verification-limited","title":"No code more for now","status":429,"code":"verification-limited"}""";
    const string TooMany = """{"type":"/errors/too-many-requests","title":"Too many","status":429,"code":"too-many-requests"}""";
    const string Begun = """{"id":"v1","purpose":"login","status":"pending","startedAt":"2026-11-26T08:00:00Z","expiresAt":"2026-11-26T08:05:00Z","triesLeft":5,"resendsLeft":3,"resendAt":"2026-11-26T08:00:30Z"}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_whose_answer_is_lost_sends_one_code_and_a_cancel_stays_cancelled()
    {
        await using var bank = await ProvingBank.Start();
        await using var cable = new Cable(bank.Told.Node.Client.BaseAddress);
        await using var far = Bank.At(cable.Address, Bank.KeyOf(bank.Told.Node));
        cable.Lose(2);
        var begun = await far.Tidings.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        await bank.NextCode();
        cable.Lose(1);
        Assert.Equal(VerificationStatus.Cancelled, (await far.Tidings.Verifications.CancelAsync(begun.Id, Cancel)).Status);
        Assert.Equal(3, cable.Lost);
        // Whatever was sent before is here when this one is.
        await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        await bank.NextCode();
        Assert.Equal(2, bank.Told.Smsc.Inbox.Texts(ProvingBank.Number).Count);
    }

    [Fact]
    public async Task The_client_repeats_a_start_under_one_key_of_its_own_and_another_start_has_another()
    {
        await using var node = await ScriptedNode.Start((502, "text/html", "bad gateway"), (429, ScriptedNode.Problem, TooMany), (201, ScriptedNode.Json, Begun));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        Assert.Equal("v1", (await bank.Tidings.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel)).Id);
        await bank.Tidings.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        var keys = node.Asks.Select(static one => one.IdempotencyKey).ToArray();
        Assert.Equal((4, 2, 32), (keys.Length, keys.Distinct().Count(), keys[0].Length));
        Assert.Single(keys[..3].Distinct());
        Assert.Equal("""{"purpose":"login","customer":"C-1","session":"s-1","ip":"192.0.2.7","device":"laptop"}""", node.Asks[0].Body);
    }

    [Fact]
    public async Task A_limit_is_told_at_once_while_somebody_waits()
    {
        await using var node = await ScriptedNode.Start((429, ScriptedNode.Problem, Limited));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        Assert.Equal(TidingsException.VerificationLimited, (await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel))).Code);
        Assert.Single(node.Asks);
    }

    [Fact]
    public async Task A_resend_is_sent_once()
    {
        await using var node = await ScriptedNode.Start((502, "text/html", "bad gateway"), (200, ScriptedNode.Json, Begun));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        Assert.Equal(502, (await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Verifications.ResendAsync("v1", "s-1", Cancel))).Status);
        Assert.Equal("""{"session":"s-1"}""", Assert.Single(node.Asks).Body);
    }

    [Fact]
    public async Task A_status_of_a_newer_node_is_unknown_and_approves_nothing()
    {
        await using var node = await ScriptedNode.Start((200, ScriptedNode.Json, """{"approved":false,"status":"on-hold","triesLeft":0}"""), (200, ScriptedNode.Json, Begun.Replace("pending", "on-hold", StringComparison.Ordinal)));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var result = await bank.Tidings.Verifications.CheckAsync("v1", ProvingBank.Check("000000"), Cancel);
        Assert.Equal((false, VerificationStatus.Unknown, false), (result.Approved, result.Status, result.AnswerLost));
        Assert.Equal(VerificationStatus.Unknown, (await bank.Tidings.Verifications.FindAsync("v1", Cancel))!.Status);
    }
}

using Tidings.Client.Tests.Calls;
using Tidings.Client.Verifications;

namespace Tidings.Client.Tests.Verifications;

/// <summary>What the client does where it does not know what the node has done.</summary>
public sealed class When_the_answer_to_a_check_is_lost
{
    const string Pending = """{"id":"v1","purpose":"login","status":"pending","startedAt":"2026-11-26T08:00:00Z","expiresAt":"2026-11-26T08:05:00Z","triesLeft":4,"resendsLeft":3}""";
    const string Busy = """{"type":"/errors/busy","title":"Not now","status":503,"code":"busy"}""", Internal = """{"type":"/errors/internal","title":"Broken","status":500,"code":"internal"}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Stands(string status, int tries) => Pending.Replace("pending", status, StringComparison.Ordinal).Replace("\"triesLeft\":4", $"\"triesLeft\":{tries}", StringComparison.Ordinal);

    [Fact]
    public async Task A_right_code_is_not_judged_twice_and_that_it_approved_is_told_without_being_taken_for_ones_own()
    {
        await using var bank = await ProvingBank.Start();
        await using var cable = new Cable(bank.Told.Node.Client.BaseAddress);
        await using var far = Bank.At(cable.Address, Bank.KeyOf(bank.Told.Node));
        var begun = await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        var code = await bank.NextCode();

        cable.Lose(1);
        var wrong = await far.Tidings.Verifications.CheckAsync(begun.Id, ProvingBank.Check(ProvingBank.Wrong(code)), Cancel);
        Assert.Equal((false, VerificationStatus.Pending, 4, true), (wrong.Approved, wrong.Status, wrong.TriesLeft, wrong.AnswerLost));
        cable.Lose(1);
        var right = await far.Tidings.Verifications.CheckAsync(begun.Id, ProvingBank.Check(code), Cancel);
        Assert.Equal((false, null, VerificationStatus.Approved, 0, true), (right.Approved, right.Approval, right.Status, right.TriesLeft, right.AnswerLost));
        Assert.Equal(2, cable.Lost);
        // The node has judged each once: the wrong one cost one try, the right one is used up.
        Assert.Equal(TidingsException.VerificationOver, (await Assert.ThrowsAsync<TidingsException>(() => far.Tidings.Verifications.CheckAsync(begun.Id, ProvingBank.Check(code), Cancel))).Code);
    }

    /// <summary>Two checks at once, one of a thief: that the customer's was right does not open the thief's door.</summary>
    [Fact]
    public async Task That_another_check_approved_approves_nothing()
    {
        await using var node = await ScriptedNode.Start((502, "text/html", "<html>bad gateway</html>"), (200, ScriptedNode.Json, Stands("approved", 0)));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var result = await bank.Tidings.Verifications.CheckAsync("v1", ProvingBank.Check("000000"), Cancel);
        Assert.Equal((false, VerificationStatus.Approved, true), (result.Approved, result.Status, result.AnswerLost));
        Assert.Equal(["/v1/verifications/v1/check", "/v1/verifications/v1"], node.Asks.Select(static one => one.Path));
    }

    [Theory]
    [InlineData(500, ScriptedNode.Problem, Internal), InlineData(504, "text/html", "late"), InlineData(200, ScriptedNode.Json, "{}"), InlineData(200, ScriptedNode.Json, "no json")]
    [InlineData(200, ScriptedNode.Json, """{"approved":true,"status":"pending","triesLeft":4}"""), InlineData(200, ScriptedNode.Json, """{"approved":false,"status":"approved","triesLeft":0}""")]
    [InlineData(200, ScriptedNode.Json, """{"approved":true,"status":"blessed","triesLeft":4}"""), InlineData(200, ScriptedNode.Json, """{"approved":false,"approved":true,"status":"approved","triesLeft":0}""")]
    [InlineData(200, ScriptedNode.Json, """{"approved":"true","status":"approved","triesLeft":0}""")]
    public async Task An_answer_that_says_nothing_sure_is_followed_by_a_look_and_never_by_another_check(int status, string type, string body)
    {
        await using var node = await ScriptedNode.Start((status, type, body), (200, ScriptedNode.Json, Pending));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var result = await bank.Tidings.Verifications.CheckAsync("v1", ProvingBank.Check("000000"), Cancel);
        Assert.Equal((false, VerificationStatus.Pending, 4, true), (result.Approved, result.Status, result.TriesLeft, result.AnswerLost));
        Assert.Equal(["/v1/verifications/v1/check", "/v1/verifications/v1"], node.Asks.Select(static one => one.Path));
    }

    [Fact]
    public async Task Where_the_look_says_nothing_either_it_is_told_and_the_check_stays_one()
    {
        await using var node = await ScriptedNode.Start((502, "text/html", "bad gateway"));
        await using var bank = Bank.At(node.Address, "tk_live_x", static options => options.Patience = TimeSpan.Zero);
        var failure = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Verifications.CheckAsync("v1", ProvingBank.Check("000000"), Cancel));
        Assert.Equal((TidingsException.NotUnderstood, 502), (failure.Code, failure.Status));
        Assert.Equal(["/v1/verifications/v1/check", "/v1/verifications/v1"], node.Asks.Select(static one => one.Path));
        Assert.DoesNotContain("000000", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(503, Busy), InlineData(404, """{"code":"not-found"}"""), InlineData(409, """{"code":"verification-over"}"""), InlineData(429, """{"code":"too-many-requests"}""")]
    public async Task A_node_that_says_that_it_judged_nothing_is_believed(int status, string problem)
    {
        await using var node = await ScriptedNode.Start((status, ScriptedNode.Problem, problem));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        Assert.Equal(status, (await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Verifications.CheckAsync("v1", ProvingBank.Check("000000"), Cancel))).Status);
        Assert.Single(node.Asks);
    }
}

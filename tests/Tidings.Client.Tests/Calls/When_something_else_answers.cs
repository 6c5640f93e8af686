namespace Tidings.Client.Tests.Calls;

public sealed class When_something_else_answers
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "text/html", "<html>Ada's page</html>"), InlineData(404, "text/html", "Ada"), InlineData(400, ScriptedNode.Problem, "no json, Ada")]
    [InlineData(422, ScriptedNode.Problem, """{"code":"event-refused","errors":[{"field":"Ada"}]}"""), InlineData(422, ScriptedNode.Problem, """{"code":"\ud800","detail":"Ada"}""")]
    [InlineData(422, ScriptedNode.Problem, """{"code":"Ada Jensen +447700900101"}"""), InlineData(200, ScriptedNode.Json, """{"results":[]}""")]
    public async Task It_is_told_by_its_status_and_never_by_its_words(int status, string type, string body)
    {
        await using var node = await ScriptedNode.Start((status, type, body));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var failure = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel));
        Assert.Equal(TidingsException.NotUnderstood, failure.Code);
        Assert.DoesNotContain("Ada", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(node.Asks);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_so_that_nobody_else_gets_the_key()
    {
        await using var other = await ScriptedNode.Start((200, ScriptedNode.Json, "{}"));
        await using var node = await ScriptedNode.Start((307, "text/plain", other.Address + "v1/events"));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var failure = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel));
        Assert.Equal((TidingsException.NotUnderstood, 307), (failure.Code, failure.Status));
        Assert.Empty(other.Asks);
        Assert.Equal("Bearer tk_live_x", Assert.Single(node.Asks).Authorization);
    }

    [Fact]
    public async Task A_fields_name_that_might_be_personal_is_not_in_the_words()
    {
        await using var node = await ScriptedNode.Start((422, ScriptedNode.Problem,
            """{"code":"event-refused","errors":[{"field":"data.447700900101","code":"unknown-field","why":"w","fix":"f"},{"field":"data.Ada Jensen","code":"unknown-field","why":"w","fix":"f"},{"field":"data.phones[0]","code":"format","why":"w","fix":"f"}]}"""));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var failure = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel));
        Assert.Equal($"The node refused the call (event-refused, status 422): a field unknown-field, a field unknown-field, data.phones[0] format. See {node.Address}errors/event-refused", failure.Message);
        Assert.Equal(3, failure.Errors.Count);
    }

    [Fact]
    public async Task An_address_with_a_path_of_its_own_keeps_it()
    {
        await using var node = await ScriptedNode.Start((404, ScriptedNode.Problem, """{"code":"not-found"}"""));
        await using var bank = Bank.At(new(node.Address, "tidings"), "tk_live_x");
        Assert.Null(await bank.Tidings.Messages.FindAsync("m1/../2", Cancel));
        Assert.Equal("/tidings/v1/messages/m1%2F..%2F2", node.Asks[0].Path);
    }
}

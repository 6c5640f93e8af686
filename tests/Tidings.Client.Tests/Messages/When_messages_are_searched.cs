using Tidings.Client.Messages;

namespace Tidings.Client.Tests.Messages;

public sealed class When_messages_are_searched
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_pages_come_one_after_another_and_none_twice()
    {
        await using var node = await Bank.Node();
        await Bank.Register(node, 2);
        await using var bank = Bank.Of(node);
        var sent = (await bank.Tidings.Events.SendAllAsync(Enumerable.Range(0, 14).Select(static i => Bank.Payment($"E-{i}", i % 2, 1 + i)), Cancel)).SelectMany(static one => one.Messages).ToArray();
        Assert.Equal(14, sent.Length);

        var ofOne = await bank.Tidings.Messages.SearchAsync(new() { Customer = "C-0", PageSize = 3 }, Cancel).Select(static one => one.Id).ToArrayAsync(Cancel);
        Assert.Equal(sent.Where(static (_, i) => i % 2 == 0).Order(StringComparer.Ordinal), ofOne.Order(StringComparer.Ordinal));
        Assert.Equal(ofOne.OrderDescending(StringComparer.Ordinal), ofOne);
        var byNumber = await bank.Tidings.Messages.SearchAsync(new() { Number = "+447700900101", State = MessageState.Queued, PageSize = 200 }, Cancel).CountAsync(Cancel);
        Assert.Equal(7, byNumber);
        Assert.Equal(0, await bank.Tidings.Messages.SearchAsync(new() { Customer = "C-0", State = MessageState.Delivered }, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task A_wrong_query_is_told_by_field()
    {
        await using var node = await Bank.Node();
        await using var bank = Bank.Of(node);
        var refused = await Assert.ThrowsAsync<TidingsException>(async () => await bank.Tidings.Messages.SearchAsync(new() { Number = "0044", PageSize = 1000 }, Cancel).CountAsync(Cancel));
        Assert.Equal(("validation-failed", 422), (refused.Code, refused.Status));
        Assert.Equal(["limit", "number"], refused.Errors.Select(static error => error.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_messages_proof_is_fetched_as_it_is()
    {
        await using var node = await Bank.Node();
        await Bank.Register(node);
        await using var bank = Bank.Of(node);
        var id = Assert.Single((await bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel)).Messages);
        var proof = await bank.Tidings.Messages.GetProofAsync(id, "müşteri itiraz ediyor: 100% 错", Cancel);
        Assert.StartsWith("c2sp.org/tlog-proof@v1\n", proof, StringComparison.Ordinal);
        Assert.Equal((await node.Prove(id, "the customer disputes it")).Text, proof);
        var act = (await node.Send(HttpMethod.Get, "/v1/audit/acts?kind=message.proved")).Json.GetProperty("acts")[1];
        Assert.Equal("müşteri itiraz ediyor: 100% 错", act.GetProperty("reason").GetString());
        var refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Messages.GetProofAsync(id, "two\nlines of it", Cancel));
        Assert.Equal(("invalid-parameter", "Tidings-Reason"), (refused.Code, Assert.Single(refused.Errors).Field));
        var missing = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Messages.GetProofAsync("m0000000000000", "the customer disputes it", Cancel));
        Assert.Equal("not-found", missing.Code);
    }
}

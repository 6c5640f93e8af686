using Tidings.Client.Events;

namespace Tidings.Client.Tests.Calls;

public sealed class When_the_node_is_away
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static IEnumerable<TidingsEvent> Payments() => Enumerable.Range(0, 20).Select(static i => Bank.Payment($"E-{i}", amount: 1 + i));

    static async Task<int> Told(Bank bank) => await bank.Tidings.Messages.SearchAsync(new() { Customer = "C-0" }, Cancel).CountAsync(Cancel);

    [Fact]
    public async Task A_batch_arrives_once_when_it_is_back()
    {
        var node = await Bank.Node();
        try
        {
            await Bank.Register(node);
            await using var cable = new Cable(node.Client.BaseAddress);
            await using var bank = Bank.At(cable.Address, Bank.KeyOf(node), static options => options.Patience = Long);
            await bank.Tidings.Events.SendAsync(Bank.Payment("E-before", amount: 500), Cancel);
            await node.Stop();
            cable.Cut();
            var sending = bank.Tidings.Events.SendAllAsync(Payments(), Cancel);
            await cable.TurnedAway(2);
            Assert.False(sending.IsCompleted);
            node = await Bank.Node(node.Directory);
            cable.Lead(node.Client.BaseAddress!);
            Assert.All(await sending, static one => Assert.Equal(EventStatus.Accepted, one.Status));
            Assert.Equal(21, await Told(bank));
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_batch_whose_answer_is_lost_is_sent_again_and_nobody_is_told_twice()
    {
        await using var node = await Bank.Node();
        await Bank.Register(node);
        await using var cable = new Cable(node.Client.BaseAddress);
        await using var bank = Bank.At(cable.Address, Bank.KeyOf(node), static options => options.Patience = Long);
        cable.Lose(2);
        Assert.All(await bank.Tidings.Events.SendAllAsync(Payments(), Cancel), static one => Assert.Equal(EventStatus.Duplicate, one.Status));
        Assert.Equal(2, cable.Lost);
        Assert.Equal(20, await Told(bank));
    }

    [Fact]
    public async Task Whoever_has_no_patience_is_told_so()
    {
        await using var cable = new Cable();
        await using var bank = Bank.At(cable.Address, "tk_live_x", static options => options.Patience = TimeSpan.Zero);
        var failure = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel));
        Assert.Equal((TidingsException.Unreachable, null), (failure.Code, failure.Status));
        Assert.True(failure.InnerException is HttpRequestException or System.Net.Sockets.SocketException, failure.InnerException?.GetType().Name);
        await cable.TurnedAway(1);
    }

    [Fact]
    public async Task A_call_ends_when_it_is_cancelled()
    {
        await using var cable = new Cable();
        await using var bank = Bank.At(cable.Address, "tk_live_x", static options => options.Patience = Long);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sending = bank.Tidings.Events.SendAllAsync(Payments(), impatient.Token);
        await cable.TurnedAway(2);
        await impatient.CancelAsync();
        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.True(impatient.IsCancellationRequested);
        Assert.IsNotType<TidingsException>(ended);
    }
}

using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_misbehaviours_meet
{
    [Fact]
    public async Task Refusals_with_the_same_number_each_have_their_turn()
    {
        await using var simulator = await Running.StartAsync(new() { ThrottleEvery = 2, QueueFullEvery = 2, RefuseEvery = 2 });
        using var esme = await Esme.BoundAsync(simulator);

        Assert.Equal([0, 0x58, 0x14, 0x58, 0x0B, 0x58, 0x14, 0x58], await StatusesOf(esme, 8));
    }

    [Fact]
    public async Task What_was_refused_is_answered_whatever_befalls_the_accepted()
    {
        await using var simulator = await Running.StartAsync(new() { RefuseEvery = 2, NoResponseEvery = 1 });
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "accepted", 0);
        var refused = await esme.SubmitAsync("447700900123", "refused", 0);

        var answer = await esme.ReadAsync();

        Assert.Equal((refused, 0x0Bu), (answer.Sequence, answer.Status));
        Assert.Equal((1, 1), (simulator.Stats.Submitted, simulator.Stats.Refused));
    }

    [Fact]
    public async Task A_bind_is_cut_at_a_message_that_was_accepted()
    {
        await using var simulator = await Running.StartAsync(new() { ThrottleEvery = 2, DisconnectAfter = 2 });
        using var esme = await Esme.BoundAsync(simulator);

        Assert.Equal([0, 0x58], await StatusesOf(esme, 2));
        await esme.SubmitAsync("447700900123", "third", 0);
        Assert.Null(await esme.TryReadAsync());
        Assert.Equal(2, simulator.Stats.Submitted);
    }

    static async Task<List<int>> StatusesOf(Esme esme, int count)
    {
        List<int> statuses = [];
        for (var i = 0; i < count; i++)
        {
            await esme.SubmitAsync("447700900123", $"text {i}", registered: 0);
            statuses.Add((int)(await esme.ReadAsync()).Status);
        }
        return statuses;
    }
}

using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_a_bind_is_refused
{
    static readonly SimulatorOptions Guarded = Running.Options() with { SystemId = "bank", Password = "secret" };

    [Theory]
    [InlineData("bank", "secret", 0x00)]
    [InlineData("bank", "wrong", 0x0E)]
    [InlineData("other", "secret", 0x0F)]
    public async Task The_status_says_which_of_the_two_is_wrong(string systemId, string password, uint status)
    {
        await using var simulator = await Running.StartAsync(Guarded);
        using var esme = await Esme.ConnectAsync(simulator);

        await esme.SendAsync(Pdu.Bind(Esme.Transceiver, systemId, password));

        Assert.Equal((0x80000009, status), (await esme.ReadAsync()) is var pdu ? (pdu.Command, pdu.Status) : default);
    }

    [Fact]
    public async Task A_second_bind_on_the_same_connection_is_told_so()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SendAsync(Pdu.Bind(Esme.Receiver, "bank", "pw", 2));

        Assert.Equal(0x05u, (await esme.ReadAsync()).Status);
    }

    [Fact]
    public async Task Who_is_not_bound_to_transmit_submits_nothing()
    {
        await using var simulator = await Running.StartAsync();
        using var unbound = await Esme.ConnectAsync(simulator);
        using var receiver = await Esme.BoundAsync(simulator, Esme.Receiver);
        foreach (var esme in (Esme[])[unbound, receiver])
        {
            await esme.SubmitAsync("447700900123", "Hello");
            Assert.Equal((Pdu.SubmitSmResp, 0x04u), (await esme.ReadAsync()) is var pdu ? (pdu.Command, pdu.Status) : default);
        }
        Assert.Equal(0, simulator.Stats.Submitted);
    }

    [Fact]
    public async Task One_connection_above_the_limit_is_closed_at_the_door()
    {
        await using var simulator = await Running.StartAsync(Running.Options() with { MaxConnections = 1 });
        using var first = await Esme.BoundAsync(simulator);
        using var second = await Esme.ConnectAsync(simulator);

        Assert.Empty(await second.ReadToEndAsync());
        await first.SendAsync(Pdu.Header(Pdu.EnquireLink, 3));
        Assert.Equal(Pdu.EnquireLinkResp, (await first.ReadAsync()).Command);
    }
}

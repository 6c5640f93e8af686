using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_the_carrier_stops
{
    [Fact]
    public async Task A_bind_is_unbound_and_may_still_answer_and_be_answered()
    {
        var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "Hello");
        Pdu[] both = [await esme.ReadAsync(), await esme.ReadAsync()];
        var receipt = Assert.Single(both, pdu => pdu.Command == Pdu.DeliverSm);

        var stopping = simulator.DisposeAsync().AsTask();
        var unbind = await esme.ReadAsync();
        Assert.Equal(Pdu.Unbind, unbind.Command);
        await esme.AnswerAsync(receipt);
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7), Pdu.Header(Pdu.UnbindResp, unbind.Sequence));

        Assert.Equal((Pdu.EnquireLinkResp, 7u), await esme.ReadAsync() is var answer ? (answer.Command, answer.Sequence) : default);
        Assert.Null(await esme.TryReadAsync());
        await stopping;
        Assert.Equal(1, simulator.Stats.ReceiptsAcknowledged);
    }

    [Fact]
    public async Task Nothing_more_is_delivered()
    {
        var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        var stopping = simulator.DisposeAsync().AsTask();
        var unbind = await esme.ReadAsync();
        await esme.SubmitAsync("447700900123", "Hello");
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7), Pdu.Header(Pdu.UnbindResp, unbind.Sequence));

        Assert.Equal(Pdu.SubmitSmResp, (await esme.ReadAsync()).Command);
        Assert.Equal(Pdu.EnquireLinkResp, (await esme.ReadAsync()).Command);
        Assert.Null(await esme.TryReadAsync());
        await stopping;
    }
}

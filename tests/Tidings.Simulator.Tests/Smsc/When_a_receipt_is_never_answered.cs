using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_a_receipt_is_never_answered
{
    const int Window = 4;

    [Fact]
    public async Task The_others_pass_it_by()
    {
        await using var simulator = await Running.StartAsync(Running.Options() with { DeliverWindow = Window });
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "first");
        await esme.ReadAsync();
        var unanswered = await esme.ReadAsync();

        for (var i = 0; i < 3 * Window; i++)
        {
            await esme.SubmitAsync("447700900124", $"text {i}");
            await esme.ReadAsync();
            Assert.Equal("447700900124", (await esme.ReadDeliveryAsync()).Source);
        }

        await esme.AnswerAsync(unanswered);
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));
        await esme.ReadAsync();
        Assert.Equal((3 * Window + 1, 0), (simulator.Stats.ReceiptsAcknowledged, simulator.Stats.Waiting));
    }
}

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
        var unanswered = await ReceiptOfAsync(esme, "447700900123");

        for (var i = 0; i < 3 * Window; i++)
        {
            var receipt = await ReceiptOfAsync(esme, "447700900124");
            Assert.Equal("447700900124", new Delivered(receipt).Source);
            await esme.AnswerAsync(receipt);
        }

        await esme.AnswerAsync(unanswered);
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));
        await esme.ReadAsync();
        Assert.Equal((3 * Window + 1, 0), (simulator.Stats.ReceiptsAcknowledged, simulator.Stats.Waiting));
    }

    /// <summary>Response and receipt may overtake each other.</summary>
    static async Task<Pdu> ReceiptOfAsync(Esme esme, string to)
    {
        await esme.SubmitAsync(to, "Hello");
        Pdu[] both = [await esme.ReadAsync(), await esme.ReadAsync()];
        return Assert.Single(both, pdu => pdu.Command == Pdu.DeliverSm);
    }
}

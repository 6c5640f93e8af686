using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Tests.Deliver;

public class When_the_output_is_full
{
    [Fact]
    public async Task The_rest_of_a_long_text_follows_and_no_segment_leaves_twice()
    {
        await using var carrier = await Carrier.Open(start: false);
        var connected = await SmppClient.ConnectAsync(CarrierClient.Of(carrier.Options, carrier.Delivery.Trust), new Deaf(), TimeProvider.System, TestContext.Current.CancellationToken);
        var session = Assert.IsType<SmppConnectResult.Bound>(connected).Client;
        var message = new Outgoing().Fill(new(1), 0, carrier.Text(string.Concat(Enumerable.Range(0, 120).Select(static n => $"{n:0000}"))));
        var sender = new SubmitSender(carrier.Options);
        sender.Encode(message);
        Assert.True(message.Segments > 2);
        var window = new SendWindow(10);
        var slots = Enumerable.Range(0, message.Segments).Select(segment => window.Take(message, segment, 1)).ToArray();
        var now = TimeProvider.System.GetUtcNow();
        var room = 1;
        Assert.Equal(1, sender.Send(session, message, window, slots, now, () => room-- > 0, out _));
        Assert.Equal(slots.Length - 1, sender.Send(session, message, window, slots.AsSpan(1), now, static () => true, out var outcome));
        Assert.Equal(SendOutcome.Sent, outcome);
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == slots.Length));
        Assert.Equal(slots.Length, carrier.Arrived.Distinct().Count());
        session.Abort();
    }

    sealed class Deaf : ISmppClientHandler
    {
        public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
        {
        }

        public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_ROK);

        public void OnResponseTimeout(SmppClient session, long token)
        {
        }

        public void OnClosed(SmppClient session, SessionEnd end)
        {
        }
    }
}

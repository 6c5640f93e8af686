using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenASessionEndsInASweep
{
    [Fact]
    public async Task The_owner_hears_of_the_end_last()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var handler = new Aborter();
        var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), handler, clock, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        await smsc.AcceptBindAsync();
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within()).Client;
        client.Submit(new SubmitSm(), 1);
        await smsc.ExpectAsync(RawPeer.SubmitSm);
        clock.Advance(TimeSpan.FromSeconds(11));
        await client.Completion.Within();
        Assert.Equal(["timeout begins", "timeout ends", "closed"], handler.Heard);
    }

    /// <summary>Ends the session from within a timeout, and gives the end every chance to come before it has returned.</summary>
    private sealed class Aborter : ISmppClientHandler, IDisposable
    {
        private readonly ManualResetEventSlim _closed = new();

        public List<string> Heard { get; } = [];

        public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
        {
        }

        public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket)
        {
        }

        public void OnResponseTimeout(SmppClient session, long token)
        {
            lock (Heard)
                Heard.Add("timeout begins");
            session.Abort();
            _closed.Wait(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            lock (Heard)
                Heard.Add("timeout ends");
        }

        public void OnClosed(SmppClient session, SessionEnd end)
        {
            lock (Heard)
                Heard.Add("closed");
            _closed.Set();
        }

        public void Dispose() => _closed.Dispose();
    }
}

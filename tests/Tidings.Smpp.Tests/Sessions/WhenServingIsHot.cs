using System.Net.Sockets;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenServingIsHot
{
    private const int Rounds = 6000, Batch = 64;

    /// <summary>Messages that are looked at together. The first ones run as code that is not optimised yet, so the best count.</summary>
    private const int Stretch = 200 * Batch;

    [Fact]
    public async Task Taking_a_message_and_answering_it_allocates_nothing()
    {
        var bind = RawPeer.Pdu(RawPeer.BindTransceiver, 0, 1, StartedServer.BindBody());
        var batch = Enumerable.Range(2, Batch).SelectMany(n => RawPeer.Pdu(RawPeer.SubmitSm, 0, (uint)n, RawPeer.Message("Hello"))).ToArray();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using var stream = new FedStream([bind, .. Enumerable.Repeat(batch, Rounds)]);
        var handler = new Answering();
        var session = new SmppServerSession(new Transport(socket, stream), new SmppServerOptions(), handler, TimeProvider.System);
        await session.RunAsync();
        Assert.Equal(Batch * Rounds, handler.Served);
        Assert.InRange(handler.Least, 0, Stretch);
    }

    private sealed class Answering : ISmppServerHandler
    {
        private long _from;

        public int Served { get; private set; }

        /// <summary>What the session's thread allocated in the best stretch.</summary>
        public long Least { get; private set; } = long.MaxValue;

        public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) =>
            ValueTask.FromResult(BindDecision.Accept);

        public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
        {
            session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, "0123456789abcdef"u8);
            if (++Served % Stretch != 0)
                return;
            var now = GC.GetAllocatedBytesForCurrentThread();
            Least = Math.Min(Least, now - _from);
            _from = now;
        }
    }
}

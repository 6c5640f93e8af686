using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenSubmittingIsHot
{
    private const int Window = 64;
    private const int Rounds = 500;

    /// <summary>The out-buffer may still grow to a window's octets, and a busy socket is waited for in most rounds of a busy machine, but not in all; an object a PDU would be in each round, and three times the bound.</summary>
    [Fact]
    public async Task A_submit_and_its_answer_allocate_nothing()
    {
        await using var server = SmppServer.Start(
            new SmppServerOptions { EndPoint = new(System.Net.IPAddress.Loopback, 0) }, new Answering(), TimeProvider.System);
        var handler = new Counting();
        var connecting = SmppClient.ConnectAsync(
            BoundClient.Options(server.EndPoint) with { Window = Window }, handler, TimeProvider.System, Patience.Token);
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within()).Client;
        var rounds = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = handler.Allocated;
            var allocated = Round(client);
            await handler.AllAnswered.WaitAsync(Patience.Token);
            rounds[round] = allocated + handler.Allocated - before;
        }
        Array.Sort(rounds);
        Assert.InRange(rounds[Rounds / 10], 0, 24 * Window / 3);
    }

    private static long Round(SmppClient client)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var token = 1; token <= Window; token++)
        {
            if (client.Submit(new SubmitSm { ShortMessage = "Hello"u8 }, token) != SendOutcome.Sent)
                throw new InvalidOperationException("There is room.");
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Answering : ISmppServerHandler
    {
        public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) =>
            ValueTask.FromResult(BindDecision.Accept);

        public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket) =>
            session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, "0123456789abcdef"u8);
    }

    private sealed class Counting : ISmppClientHandler
    {
        private int _answered;
        private long _last;
        private int _thread;

        public SemaphoreSlim AllAnswered { get; } = new(0);

        /// <summary>What the read loop allocated between the answers of one batch.</summary>
        public long Allocated { get; private set; }

        public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
        {
            var now = GC.GetAllocatedBytesForCurrentThread();
            if (_answered > 0 && Thread.CurrentThread.ManagedThreadId == _thread)
                Allocated += now - _last;
            (_last, _thread) = (now, Thread.CurrentThread.ManagedThreadId);
            if (++_answered < Window)
                return;
            _answered = 0;
            AllAnswered.Release();
        }

        public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket)
        {
        }

        public void OnResponseTimeout(SmppClient session, long token)
        {
        }

        public void OnClosed(SmppClient session, SessionEnd end)
        {
        }
    }
}

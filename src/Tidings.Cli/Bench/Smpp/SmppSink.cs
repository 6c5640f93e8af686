using System.Net;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Cli.Bench.Smpp;

/// <summary>The other end of the bench: an SMSC that answers every submit_sm at once and does nothing else.</summary>
internal sealed class SmppSink : ISmppServerHandler
{
    private long _lastId;

    public static SmppServer Start(IPEndPoint endPoint) => SmppServer.Start(
        new SmppServerOptions { EndPoint = endPoint, SystemId = "sink", InboundWindow = 10_000 }, new SmppSink(), TimeProvider.System);

    public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(BindDecision.Accept);

    public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
    {
        Span<byte> id = stackalloc byte[16];
        Interlocked.Increment(ref _lastId).TryFormat(id, out var length, "x16", null);
        session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, id[..length]);
    }
}

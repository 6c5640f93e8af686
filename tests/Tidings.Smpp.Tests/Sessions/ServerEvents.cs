using System.Text;
using System.Threading.Channels;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Sessions;

internal abstract record ServerEvent(SmppServerSession Session)
{
    public sealed record Bound(SmppServerSession Session) : ServerEvent(Session);

    public sealed record Submitted(SmppServerSession Session, string Text, ReplyTicket Ticket) : ServerEvent(Session);

    public sealed record Answered(SmppServerSession Session, long Token, CommandStatus Status) : ServerEvent(Session)
    {
        public string Tlvs { get; init; } = "";
    }

    public sealed record TimedOut(SmppServerSession Session, long Token) : ServerEvent(Session);

    public sealed record Closed(SmppServerSession Session, SessionEnd End) : ServerEvent(Session);
}

/// <summary>Writes down what a server's handler hears. Password "wrong" may not bind.</summary>
internal sealed class ServerEvents : ISmppServerHandler
{
    private readonly Channel<ServerEvent> _heard = Channel.CreateUnbounded<ServerEvent>();
    private int _lastId;

    public bool AnswersAtOnce { get; init; }

    public BindRequest? LastBind { get; private set; }

    public int Count => _heard.Reader.Count;

    public async Task<T> NextAsync<T>() where T : ServerEvent => Assert.IsType<T>(await _heard.Reader.ReadAsync(Patience.Token));

    public async ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation)
    {
        await Task.Yield();
        LastBind = request;
        return request.Password == "wrong" ? BindDecision.Refuse(CommandStatus.ESME_RINVPASWD) : BindDecision.Accept;
    }

    public void OnBound(SmppServerSession session) => _heard.Writer.TryWrite(new ServerEvent.Bound(session));

    public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
    {
        if (AnswersAtOnce)
            session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, Encoding.ASCII.GetBytes($"{Interlocked.Increment(ref _lastId):x8}"));
        _heard.Writer.TryWrite(new ServerEvent.Submitted(session, Encoding.ASCII.GetString(pdu.UserData), ticket));
    }

    public void OnDeliverSmResp(SmppServerSession session, long token, CommandStatus status, TlvBlock tlvs) =>
        _heard.Writer.TryWrite(new ServerEvent.Answered(session, token, status) { Tlvs = Convert.ToHexStringLower(tlvs.Octets) });

    public void OnResponseTimeout(SmppServerSession session, long token) =>
        _heard.Writer.TryWrite(new ServerEvent.TimedOut(session, token));

    public void OnClosed(SmppServerSession session, SessionEnd end) => _heard.Writer.TryWrite(new ServerEvent.Closed(session, end));
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Tests.Deliver;

/// <summary>A carrier that lets transmitters and receivers bind, and no transceiver unless it is told to. Receipts go by a receiver.</summary>
internal sealed class ApartSmsc : ISmppServerHandler, IAsyncDisposable
{
    readonly SmppServer _server;
    readonly bool _transceivers;
    readonly ConcurrentDictionary<SmppServerSession, BindKind> _sessions = new();
    readonly ConcurrentQueue<BindKind> _asked = new();
    int _taken;
    int _refuse;

    /// <param name="refuse">How many transmitters it does not let in first.</param>
    /// <param name="transceivers">It lets transceivers in too.</param>
    public ApartSmsc(int refuse = 0, bool transceivers = false)
    {
        (_refuse, _transceivers) = (refuse, transceivers);
        _server = SmppServer.Start(new() { EndPoint = new(IPAddress.Loopback, 0), UnbindTimeout = TimeSpan.FromSeconds(5) }, this, TimeProvider.System);
    }

    public int Port => _server.EndPoint.Port;

    /// <summary>Answers to texts, and their receipts, wait for this.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>What was asked for, in its order.</summary>
    public BindKind[] Asked => [.. _asked];

    public int Standing(BindKind kind) => _sessions.Values.Count(one => one == kind);

    /// <summary>Ends those of this kind, without a word.</summary>
    public void Cut(BindKind kind)
    {
        foreach (var (session, of) in _sessions)
            if (of == kind)
                session.Abort();
    }

    /// <summary>Unbinds those of this kind, whatever it owes them: it has waited for itself for a while before.</summary>
    public void Unbind(BindKind kind)
    {
        foreach (var (session, of) in _sessions)
            if (of == kind)
                _ = session.UnbindAsync();
    }

    public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation)
    {
        _asked.Enqueue(request.Kind);
        if (request.Kind == BindKind.Transceiver && !_transceivers)
            return new(BindDecision.Refuse(CommandStatus.ESME_RBINDFAIL));
        if (request.Kind == BindKind.Transmitter && Interlocked.Decrement(ref _refuse) >= 0)
            return new(BindDecision.Refuse(CommandStatus.ESME_RALYBND));
        _sessions[session] = request.Kind;
        return new(BindDecision.Accept);
    }

    public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
    {
        var id = Interlocked.Increment(ref _taken).ToString(CultureInfo.InvariantCulture);
        _ = Answer(session, ticket, id, Encoding.ASCII.GetString(pdu.Destination.Value));
    }

    async Task Answer(SmppServerSession session, ReplyTicket ticket, string id, string from)
    {
        await Answers;
        session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, Encoding.ASCII.GetBytes(id), default);
        if (_sessions.FirstOrDefault(static one => one.Value == BindKind.Receiver).Key is { } receiver)
            Receipt(receiver, id, from);
    }

    static void Receipt(SmppServerSession session, string id, string from) => session.Deliver(
        new DeliverSm
        {
            Source = new(TypeOfNumber.International, NumberingPlan.Isdn, Encoding.ASCII.GetBytes(from)),
            Destination = new(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "BANK"u8),
            EsmClass = EsmClass.DeliveryReceipt,
            ShortMessage = Encoding.ASCII.GetBytes($"id:{id} sub:001 dlvrd:001 submit date:2611230900 done date:2611230901 stat:DELIVRD err:000 text:"),
        },
        token: 1);

    public void OnClosed(SmppServerSession session, SessionEnd end) => _sessions.TryRemove(session, out _);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

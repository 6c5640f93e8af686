using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Tlvs;

namespace Tidings.Server.Tests.Deliver;

/// <summary>A carrier that takes every text and does what a test tells it, over a real session.</summary>
internal sealed class ScriptedSmsc : ISmppServerHandler, IAsyncDisposable
{
    readonly SmppServer _server;
    readonly TaskCompletionSource<SmppServerSession> _bound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentDictionary<long, TaskCompletionSource<CommandStatus>> _answers = new();
    long _token;
    int _taken;

    public ScriptedSmsc() => _server = SmppServer.Start(new() { EndPoint = new(IPAddress.Loopback, 0), InterfaceVersion = 0x50 }, this, TimeProvider.System);

    public int Port => _server.EndPoint.Port;

    /// <summary>The id of the first text that is taken; the next follow it.</summary>
    public int FirstId { get; init; } = 1000;

    /// <summary>congestion_state in every answer; null: none.</summary>
    public byte? Congestion { get; set; }

    /// <summary>data_coding and optional parameters of each text, in their order.</summary>
    public ConcurrentQueue<(byte DataCoding, byte[] Tlvs)> Texts { get; } = new();

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Awaited before a text is answered; null: nothing.</summary>
    public Func<Task>? Before { get; set; }

    public static string IdOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) => new(BindDecision.Accept);

    public void OnBound(SmppServerSession session) => _bound.TrySetResult(session);

    public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
    {
        Texts.Enqueue((pdu.DataCoding, pdu.Tlvs.Octets.ToArray()));
        if (Before is { } before)
            _ = After(before(), session, ticket);
        else
            Answer(session, ticket);
    }

    async Task After(Task before, SmppServerSession session, ReplyTicket ticket)
    {
        await before;
        Answer(session, ticket);
    }

    void Answer(SmppServerSession session, ReplyTicket ticket)
    {
        // Written by hand, so that a wrong tag of ours does not agree with itself: 0x0428, one octet (SMPP 5.0 §4.8.4.18).
        var tlv = Congestion is { } state ? new TlvBlock([0x04, 0x28, 0x00, 0x01, state]) : default;
        session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, Encoding.ASCII.GetBytes(IdOf(FirstId + Interlocked.Increment(ref _taken) - 1)), tlv);
    }

    public void OnDeliverSmResp(SmppServerSession session, long token, CommandStatus status, TlvBlock tlvs) => _answers[token].TrySetResult(status);

    /// <summary>A receipt of a text, or whatever the text is; done when it is answered.</summary>
    /// <param name="time">By which the carrier tells its texts apart; empty: by nothing.</param>
    public async Task<CommandStatus> Deliver(string from, string to, string text, byte esmClass = 0, string time = "")
    {
        var session = await _bound.Task.WaitAsync(TestContext.Current.CancellationToken);
        var token = Interlocked.Increment(ref _token);
        var answer = _answers[token] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Equal(SendOutcome.Sent, Send(session, token, from, to, text, esmClass, time));
        return await answer.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public Task<CommandStatus> Receipt(string id, string from) =>
        Deliver(from, "BANK", $"id:{id} sub:001 dlvrd:001 submit date:2611230900 done date:2611230901 stat:DELIVRD err:000 text:", EsmClass.DeliveryReceipt);

    static SendOutcome Send(SmppServerSession session, long token, string from, string to, string text, byte esmClass, string time) => session.Deliver(
        new DeliverSm
        {
            Source = new(TypeOfNumber.International, NumberingPlan.Isdn, Encoding.ASCII.GetBytes(from)),
            Destination = new(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, Encoding.ASCII.GetBytes(to)),
            EsmClass = esmClass,
            ScheduleDeliveryTime = Encoding.ASCII.GetBytes(time),
            ShortMessage = Encoding.ASCII.GetBytes(text),
        },
        token);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

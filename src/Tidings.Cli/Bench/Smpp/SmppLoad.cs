using System.Net;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Cli.Bench.Smpp;

/// <summary>Keeps one session's window full: each answer brings the next message, as the deliverer does it.</summary>
internal sealed class SmppLoad : ISmppClientHandler
{
    private readonly byte[] _text = "Your account 1234 was credited with EUR 1,250.00 by ACME Ltd."u8.ToArray();
    private long _answered;
    private long _refused;

    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Runs against a sink for a time, after a second of warming up.</summary>
    public static async Task<SmppBenchResult> RunAsync(IPEndPoint sink, int window, TimeSpan duration, CancellationToken cancellation)
    {
        var load = new SmppLoad();
        var clock = TimeProvider.System;
        var options = new SmppClientOptions { EndPoint = sink, SystemId = "bench", Window = window };
        var result = await SmppClient.ConnectAsync(options, load, clock, cancellation);
        if (result is not SmppConnectResult.Bound(var client))
            throw new InvalidOperationException($"The bench cannot bind: {result}");
        load.Fill(client);
        await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellation);
        var (from, bytes, start) = (load.Answered, GC.GetTotalAllocatedBytes(), clock.GetTimestamp());
        await Task.Delay(duration, clock, cancellation);
        var pairs = load.Answered - from;
        var allocated = GC.GetTotalAllocatedBytes() - bytes;
        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        await client.UnbindAsync();
        if (load._refused > 0)
            throw new InvalidOperationException("The sink refused messages.");
        return new SmppBenchResult(pairs / seconds, CodecTimer.NanosecondsPerPdu(clock), (double)allocated / pairs);
    }

    public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
    {
        if (status != CommandStatus.ESME_ROK)
            _refused++;
        _answered++;
        Submit(session, token);
    }

    public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_ROK);

    public void OnResponseTimeout(SmppClient session, long token) => _refused++;

    public void OnClosed(SmppClient session, SessionEnd end)
    {
    }

    private void Fill(SmppClient client)
    {
        for (var token = 0; token < client.Window; token++)
            Submit(client, token);
    }

    private SendOutcome Submit(SmppClient client, long token) => client.Submit(
        new SubmitSm
        {
            Source = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8),
            Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8),
            RegisteredDelivery = RegisteredDelivery.FinalOutcome,
            ValidityPeriod = "000000010000000R"u8,
            ShortMessage = _text,
        },
        token);
}

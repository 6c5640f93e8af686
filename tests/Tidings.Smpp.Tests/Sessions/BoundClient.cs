using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>Our client, bound to a scripted SMSC.</summary>
internal sealed class BoundClient : IAsyncDisposable
{
    public required SmppClient Client { get; init; }

    public required RawPeer Smsc { get; init; }

    public required ClientEvents Events { get; init; }

    public required FakeTimeProvider Clock { get; init; }

    public static SmppClientOptions Options(EndPoint endPoint) => new()
    {
        EndPoint = endPoint,
        SystemId = "esme",
        Password = "secret",
        EnquireLinkInterval = null,
        WriteTimeout = TimeSpan.FromDays(1),
    };

    public static async Task<BoundClient> StartAsync(Func<SmppClientOptions, SmppClientOptions>? change = null, ClientEvents? events = null)
    {
        using var listener = RawPeer.Listen(out var endPoint);
        events ??= new ClientEvents();
        var clock = new FakeTimeProvider();
        var options = Options(endPoint);
        var connecting = SmppClient.ConnectAsync(change?.Invoke(options) ?? options, events, clock, Patience.Token);
        var smsc = await RawPeer.AcceptAsync(listener);
        await smsc.AcceptBindAsync((change?.Invoke(options) ?? options).Bind switch
        {
            BindKind.Receiver => RawPeer.BindReceiver,
            BindKind.Transmitter => RawPeer.BindTransmitter,
            _ => RawPeer.BindTransceiver,
        });
        var bound = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within());
        return new BoundClient { Client = bound.Client, Smsc = smsc, Events = events, Clock = clock };
    }

    public SendOutcome Submit(long token) => Client.Submit(
        new SubmitSm
        {
            Source = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8),
            Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8),
            RegisteredDelivery = RegisteredDelivery.FinalOutcome,
            ShortMessage = "Hello"u8,
        },
        token);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Smsc.Dispose();
    }
}

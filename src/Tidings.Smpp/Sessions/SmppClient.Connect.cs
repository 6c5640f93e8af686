using System.Security.Authentication;
using System.Text;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

public sealed partial class SmppClient
{
    private ITimer? _timer;

    /// <summary>Connects and binds. What can go wrong on the way is in the result; only cancellation and options out of range throw.</summary>
    /// <param name="options">Where to and as whom.</param>
    /// <param name="handler">Hears of everything that comes; it may be called before this returns.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<SmppConnectResult> ConnectAsync(
        SmppClientOptions options, ISmppClientHandler handler, TimeProvider clock, CancellationToken cancellation)
    {
        options.Validate();
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            var transport = await Transport.ConnectAsync(options.EndPoint, either.Token).ConfigureAwait(false);
            if (options.Tls is not null)
                transport = await transport.SecureAsync(options.Tls, options.EndPoint, either.Token).ConfigureAwait(false);
            var client = new SmppClient(transport, options, handler, clock);
            client.Start(options, clock);
            return await client.BindAsync(options, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (Transport.IsFault(e) && !cancellation.IsCancellationRequested)
        {
            var failure = e switch
            {
                OperationCanceledException => ConnectFailure.TimedOut,
                AuthenticationException or IOException => ConnectFailure.Tls,
                _ => ConnectFailure.Unreachable,
            };
            return new SmppConnectResult.Failed(failure, e.Message);
        }
    }

    /// <summary>Takes over a connection that an SMSC has opened, waits for its outbind and binds if it is accepted. Null where none came.</summary>
    internal static async Task<SmppConnectResult?> AcceptOutbindAsync(
        Transport transport, SmppClientOptions options, Func<OutbindRequest, bool> accept, ISmppClientHandler handler, TimeProvider clock,
        CancellationToken cancellation)
    {
        var client = new SmppClient(transport, options, handler, clock);
        client.Start(options, clock);
        await using var giveUp = cancellation.Register(client.Abort).ConfigureAwait(false);
        OutbindRequest request;
        try
        {
            request = await client._outbind.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        if (accept(request))
            return await client.BindAsync(options, cancellation).ConfigureAwait(false);
        client.Abort();
        return new SmppConnectResult.Failed(ConnectFailure.Closed, "The outbind was not accepted.");
    }

    private void Start(SmppClientOptions options, TimeProvider clock)
    {
        _timer = clock.CreateTimer(static session => ((SmppClient)session!).Sweep(), this, options.SweepPeriod, options.SweepPeriod);
        _ = RunAsync();
    }

    private async Task<SmppConnectResult> BindAsync(SmppClientOptions options, CancellationToken cancellation)
    {
        await using var giveUp = cancellation.Register(Abort).ConfigureAwait(false);
        var result = await SendBindAsync(options).ConfigureAwait(false);
        if (result is { Outcome: RequestOutcome.Answered, Status: CommandStatus.ESME_ROK } && WasBound)
            return new SmppConnectResult.Bound(this);
        Abort();
        cancellation.ThrowIfCancellationRequested();
        return result switch
        {
            { Outcome: RequestOutcome.Answered } => new SmppConnectResult.Refused(result.Status),
            { Outcome: RequestOutcome.TimedOut } => new SmppConnectResult.Failed(ConnectFailure.TimedOut, "No answer to the bind."),
            _ => await FailAsync().ConfigureAwait(false),
        };
    }

    private Task<RequestResult> SendBindAsync(SmppClientOptions options) => RequestAsync(
        new Bind
        {
            Kind = options.Bind,
            SystemId = Encoding.ASCII.GetBytes(options.SystemId),
            Password = Encoding.ASCII.GetBytes(options.Password),
            SystemType = Encoding.ASCII.GetBytes(options.SystemType),
            InterfaceVersion = options.InterfaceVersion,
            AddressTon = (byte)options.AddressTon,
            AddressNpi = (byte)options.AddressNpi,
            AddressRange = Encoding.ASCII.GetBytes(options.AddressRange),
        },
        control: true);

    private async Task<SmppConnectResult> FailAsync()
    {
        var end = await Completion.ConfigureAwait(false);
        var failure = end.Reason == EndReason.BindTimeout ? ConnectFailure.TimedOut : ConnectFailure.Closed;
        return new SmppConnectResult.Failed(failure, end.Cause?.Message ?? $"The session ended: {end.Reason}.");
    }
}

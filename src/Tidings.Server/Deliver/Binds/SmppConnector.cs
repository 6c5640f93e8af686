using Tidings.Security.Transit;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Binds;

/// <summary>Sessions of SMPP.</summary>
internal sealed class SmppConnector(CarrierDelivery carrier) : ICarrierConnector
{
    readonly SubmitSender _sender = new(carrier.Options);

    public void Encode(Outgoing message) => _sender.Encode(message);

    public async Task<(ICarrierSession? Session, string Why)> Connect(BindPump pump, CancellationToken cancel)
    {
        var open = new List<SmppClient>();
        foreach (var kind in CarrierClient.Kinds(carrier.Options))
        {
            var (client, why) = await Open(kind, pump, cancel);
            if (client is null)
            {
                // One of a pair alone would take the carrier's receipts, or its texts, and bring nothing to an end.
                foreach (var other in open)
                    await other.UnbindAsync();
                return (null, open.Count == 0 ? why : $"{why} ({kind})");
            }
            open.Add(client);
        }
        return (open is [var receiver, var transmitter] ? new SessionPair(transmitter, receiver, _sender) : new Session(open[0], _sender), "");
    }

    async Task<(SmppClient? Client, string Why)> Open(BindKind kind, BindPump pump, CancellationToken cancel)
    {
        SmppClientOptions options;
        try
        {
            options = CarrierClient.Of(carrier.Options, carrier.Trust, kind);
        }
        catch (CertificateUnusableException unusable)
        {
            return (null, unusable.Message);
        }
        return await SmppClient.ConnectAsync(options, pump, carrier.Time, cancel) switch
        {
            SmppConnectResult.Bound bound => (bound.Client, ""),
            SmppConnectResult.Refused refused => (null, refused.Status.ToString()),
            SmppConnectResult.Failed failed => (null, $"{failed.Failure}: {failed.Detail}"),
            _ => throw new InvalidOperationException("An outcome of connecting that is not known."),
        };
    }

    sealed class Session(SmppClient client, SubmitSender sender) : ICarrierSession
    {
        public Task<string> Ended { get; } = Reason(client);

        public Task Ending => client.TakesNone;

        public int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> leaveBy, out SendOutcome outcome) =>
            sender.Send(client, message, window, slots, now, leaveBy, out outcome);

        public void Abort() => client.Abort();

        public async Task Close() => await client.UnbindAsync();

        static async Task<string> Reason(SmppClient client) => (await client.Completion).Reason.ToString();
    }
}

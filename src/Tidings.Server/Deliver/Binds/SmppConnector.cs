using Tidings.Security.Transit;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Binds;

/// <summary>Sessions of SMPP.</summary>
internal sealed class SmppConnector(CarrierDelivery carrier) : ICarrierConnector
{
    readonly SubmitSender _sender = new(carrier.Options);

    public void Encode(Outgoing message) => _sender.Encode(message);

    public async Task<(ICarrierSession? Session, string Why)> Connect(BindPump pump, CancellationToken cancel)
    {
        SmppClientOptions options;
        try
        {
            options = CarrierClient.Of(carrier.Options, carrier.Trust);
        }
        catch (CertificateUnusableException unusable)
        {
            return (null, unusable.Message);
        }
        return await SmppClient.ConnectAsync(options, pump, carrier.Time, cancel) switch
        {
            SmppConnectResult.Bound bound => (new Session(bound.Client, _sender), ""),
            SmppConnectResult.Refused refused => (null, refused.Status.ToString()),
            SmppConnectResult.Failed failed => (null, $"{failed.Failure}: {failed.Detail}"),
            _ => throw new InvalidOperationException("An outcome of connecting that is not known."),
        };
    }

    sealed class Session(SmppClient client, SubmitSender sender) : ICarrierSession
    {
        public Task<string> Ended { get; } = Reason(client);

        public int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> leaveBy, out SendOutcome outcome) =>
            sender.Send(client, message, window, slots, now, leaveBy, out outcome);

        public void Abort() => client.Abort();

        public async Task Close() => await client.UnbindAsync();

        static async Task<string> Reason(SmppClient client) => (await client.Completion).Reason.ToString();
    }
}

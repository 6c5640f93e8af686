using System.Net;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Settings;

/// <summary>A carrier's options as the SMPP client wants them. Read at each connection, so that a changed password file counts.</summary>
internal static class CarrierClient
{
    /// <summary>The sessions of one bind, in the order in which they are opened: what brings receipts before what asks for them.</summary>
    public static IReadOnlyList<BindKind> Kinds(CarrierOptions options) => options.BindType == BindType.TransmitterAndReceiver ? [BindKind.Receiver, BindKind.Transmitter] : [BindKind.Transceiver];

    /// <exception cref="Tidings.Security.Transit.CertificateUnusableException">Our certificate has not been usable since the start.</exception>
    public static SmppClientOptions Of(CarrierOptions options, CarrierTrust trust, BindKind kind = BindKind.Transceiver) => new()
    {
        Bind = kind,
        EndPoint = IPAddress.TryParse(options.Host, out var address) ? new IPEndPoint(address, options.Port) : new DnsEndPoint(options.Host, options.Port),
        SystemId = options.SystemId,
        Password = Password(options),
        SystemType = options.SystemType,
        InterfaceVersion = options.InterfaceVersion,
        Window = options.Window,
        InboundWindow = 10_000,
        MaxOutput = 4 * 1024 * 1024,
        ConnectTimeout = options.ConnectTimeout,
        BindTimeout = options.ConnectTimeout,
        ResponseTimeout = options.ResponseTimeout,
        EnquireLinkInterval = options.EnquireLink,
        UnbindTimeout = options.UnbindTimeout,
        Tls = options.Tls.Enabled ? trust.Tls() : null,
    };

    /// <summary>SMPP leaves this machine without TLS.</summary>
    public static bool IsOpen(CarrierOptions options) => options.Kind == CarrierKind.Smpp && !options.Tls.Enabled && !options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !(IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address));

    static string Password(CarrierOptions options) =>
        options.PasswordFile is { } file ? File.ReadLines(file).FirstOrDefault() ?? "" : options.Password;
}

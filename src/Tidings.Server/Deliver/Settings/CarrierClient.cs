using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Settings;

/// <summary>A carrier's options as the SMPP client wants them. Read at each connection, so that a changed password file counts.</summary>
internal static class CarrierClient
{
    public static SmppClientOptions Of(CarrierOptions options) => new()
    {
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
        UnbindTimeout = TimeSpan.FromSeconds(2),
        Tls = options.Tls.Enabled ? Tls(options.Tls) : null,
    };

    static string Password(CarrierOptions options) =>
        options.PasswordFile is { } file ? File.ReadLines(file).FirstOrDefault() ?? "" : options.Password;

    static SmppClientTls Tls(CarrierTls tls) => new()
    {
        TargetHost = tls.Name,
        PinnedKeys = tls.PinnedKeys,
        PinIsEnough = tls.PinIsEnough,
        Certificate = tls.CertificateFile is { } file ? X509Certificate2.CreateFromPemFile(file, tls.KeyFile ?? file) : null,
    };
}

using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Tidings.Security.Transit;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Host;

/// <summary>TLS of every https address of the API: 1.2 at least and strong suites alone, the certificate as the files have it at each handshake, callers' certificates if asked for.</summary>
internal sealed class ApiTls
{
    readonly CertificateFiles? _certificate;
    readonly Authorities? _callers;
    readonly ClientCertificates _mode;

    public ApiTls(IOptions<TlsOptions> options, TimeProvider time, ILogger<ApiTls> log)
    {
        var tls = options.Value;
        _certificate = tls.CertificateFile is { } file ? new(file, tls.KeyFile, time, change => CertificateLog.Tell(log, change)) : null;
        _callers = tls.ClientCaFile is { } authorities ? new(authorities, time, change => CertificateLog.Tell(log, change), tls.ClientRevocation) : null;
        _mode = tls.ClientCertificates;
    }

    public void Apply(KestrelServerOptions kestrel) => kestrel.ConfigureHttpsDefaults(https =>
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.HandshakeTimeout = kestrel.Limits.RequestHeadersTimeout;
        // Kestrel wants to know of a certificate at its start; what a handshake shows is chosen below, with its intermediates.
        if (_certificate is not null)
            https.ServerCertificate = _certificate.Current.TargetCertificate;
        https.OnAuthenticate = (_, handshake) =>
        {
            handshake.CipherSuitesPolicy = StrongSuites.Policy;
            if (_certificate is null)
                return;
            handshake.ServerCertificate = null;
            handshake.ServerCertificateContext = _certificate.Current;
        };
        if (_callers is null || _mode == ClientCertificates.Off)
            return;
        https.ClientCertificateMode = _mode == ClientCertificates.Required ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (caller, chain, _) => _callers.Vouch(caller, chain, Authorities.ForClients);
    });

    public IEnumerable<WatchedCertificate> Watched() => _certificate?.TryNotAfter() is { } end ? [new("api", end)] : [];
}

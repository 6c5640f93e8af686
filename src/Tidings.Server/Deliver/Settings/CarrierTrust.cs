using System.Security.Cryptography.X509Certificates;
using Tidings.Security.Transit;
using Tidings.Server.Host;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Settings;

/// <summary>Whom we trust to be the carrier, what we show it, and when the certificates of both sides end.</summary>
internal sealed class CarrierTrust
{
    readonly CarrierTls _options;
    readonly PinnedCertificates _carriers;
    readonly CertificateFiles? _ours;
    X509Certificate2? _seen;

    public CarrierTrust(CarrierTls options, TimeProvider time, ILogger log)
    {
        _options = options;
        var authorities = options.CaFile is { } file ? new Authorities(file, time, change => CertificateLog.Tell(log, change), options.Revocation) : null;
        _carriers = new(options.PinnedKeys, options.PinIsEnough, authorities, seen => _seen = new(seen), options.Revocation);
        _ours = options.CertificateFile is { } ours ? new(ours, options.KeyFile, time, change => CertificateLog.Tell(log, change)) : null;
    }

    /// <summary>For the next connection, with what the files hold now.</summary>
    /// <exception cref="CertificateUnusableException">Our certificate has not been usable since the start.</exception>
    public SmppClientTls Tls() => new()
    {
        TargetHost = _options.Name,
        Validate = _carriers.IsTrusted,
        CertificateContext = _ours?.Current,
    };

    /// <summary>The certificates whose end is to be watched; the carrier's from the first handshake on.</summary>
    public IEnumerable<WatchedCertificate> Watched()
    {
        if (_options.Enabled && _ours is not null && _ours.TryNotAfter() is { } ours)
            yield return new("ours-for-carrier", ours);
        if (_seen is { } carriers)
            yield return new("carrier", carriers.NotAfter);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// A client certificate of the TLS connection, without any header. That its holder has the private key, and where subjects count that it comes from an authority of the bank's, is what
/// the listener has checked.
/// </summary>
internal sealed class CertificateProof(IOptions<AccessOptions> options, TimeProvider clock) : IProof
{
    readonly (string? Sha256, string? Subject, Caller Caller)[] _known =
    [
        .. (options.Value.Certificates ?? []).Select(static entry => (
            entry.Sha256 is { } hash ? Digits(hash) : null, entry.Subject,
            new Caller { Identity = $"certificate:{entry.Name}", Scopes = ScopeNames.Known(entry.Scopes) })),
    ];

    public ValueTask<Proven> Of(HttpContext http, ReadOnlyMemory<char> bearer) =>
        bearer.IsEmpty && _known.Length > 0 && http.Connection.ClientCertificate is { } certificate ? new(Proven.By(Known(certificate))) : new(Proven.NotMine);

    Caller? Known(X509Certificate2 certificate)
    {
        var now = clock.GetUtcNow();
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            return null;
        var hash = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        foreach (var (sha256, subject, caller) in _known)
            if (sha256 is not null ? sha256.Equals(hash, StringComparison.Ordinal) : certificate.Subject.Equals(subject, StringComparison.Ordinal))
                return caller;
        return null;
    }

    /// <summary>Upper-case digits without colons; null: it has others.</summary>
    public static string? Digits(string written)
    {
        var digits = written.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}

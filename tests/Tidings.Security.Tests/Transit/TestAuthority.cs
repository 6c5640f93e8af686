using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Security.Tests.Transit;

/// <summary>A certificate authority for a test, which issues what the test asks for, valid by the system's clock unless told otherwise.</summary>
internal sealed class TestAuthority : IDisposable
{
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(string name = "Test authority", TestAuthority? under = null)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = under is null ? request.CreateSelfSigned(Now.AddDays(-400), Now.AddDays(400))
            : request.Create(under.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(under._key), Now.AddDays(-300), Now.AddDays(300), [1, 2, 3, 4]);
    }

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <param name="name">DNS name; also 127.0.0.1 is vouched for, unless <paramref name="loopback"/> is false.</param>
    /// <param name="daysLeft">Negative: it has expired.</param>
    /// <param name="key">Its key, where another certificate is to bear the same. Default a new one.</param>
    /// <param name="loopback">Whether it is also for 127.0.0.1.</param>
    /// <param name="usages">Extended key usages. Default server and client.</param>
    /// <param name="list">Where its revocation is published. Default nowhere.</param>
    public X509Certificate2 Issue(string name = "localhost", int daysLeft = 30, ECDsa? key = null, bool loopback = true, string[]? usages = null, string? list = null)
    {
        using var made = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var own = key ?? made!;
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (loopback)
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(Usages(usages ?? ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]), false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        if (list is not null)
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([list]));
        using var issued = request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Now.AddDays(-100), Now.AddDays(daysLeft),
            RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(own);
    }

    /// <summary>The authority's list with these in it (RFC 5280 §5), in DER, good for a day.</summary>
    public byte[] Revoke(params X509Certificate2[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
            list.AddEntry(certificate, Now);
        return list.Build(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), 1, Now.AddDays(1), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false), Now.AddHours(-1));
    }

    static OidCollection Usages(string[] usages)
    {
        var all = new OidCollection();
        foreach (var usage in usages)
            all.Add(new(usage));
        return all;
    }

    /// <summary>Certificate and key, in one file or two.</summary>
    public static void Write(X509Certificate2 certificate, string certificateFile, string? keyFile = null)
    {
        var key = certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n" + (keyFile is null ? key + "\n" : ""));
        if (keyFile is not null)
            File.WriteAllText(keyFile, key + "\n");
    }

    public static string Pin(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}

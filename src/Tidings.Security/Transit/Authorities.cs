using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tidings.Security.Transit;

/// <summary>
/// The authorities in a PEM file that alone may vouch for a peer, in place of the system's. Like <see cref="CertificateFiles"/> the file may be replaced while
/// we run.
/// </summary>
/// <param name="file">One or more certificates.</param>
/// <param name="time">The clock that says how often the file is looked at.</param>
/// <param name="changed">Hears of each change, once.</param>
/// <param name="revocation">Whether revoked certificates are asked for. Default <see cref="Revocation.Off"/>.</param>
public sealed class Authorities(string file, TimeProvider time, Action<CertificateChange>? changed = null, Revocation revocation = Revocation.Off)
{
    /// <summary>Extended key usage of a server's certificate (RFC 5280 §4.2.1.12).</summary>
    public const string ForServers = "1.3.6.1.5.5.7.3.1";

    /// <summary>Extended key usage of a client's certificate (RFC 5280 §4.2.1.12).</summary>
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    readonly ReloadedFiles<X509Certificate2Collection> _file = new([file], Make, time, changed);

    /// <summary>Reads the file now.</summary>
    /// <exception cref="CertificateUnusableException">It cannot be used.</exception>
    public void Load() => _ = _file.Current;

    /// <summary>Whether they vouch for it: chain, dates, usage and, where it is asked for, revocation. The name is not looked at.</summary>
    /// <param name="certificate">The peer's.</param>
    /// <param name="presented">The chain as the handshake built it, for the intermediates that the peer sent; null: none.</param>
    /// <param name="usage"><see cref="ForServers"/> or <see cref="ForClients"/>.</param>
    /// <exception cref="CertificateUnusableException">The file has not been usable since the start.</exception>
    public bool Vouch(X509Certificate2 certificate, X509Chain? presented, string usage)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.Ask(revocation);
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        chain.ChainPolicy.CustomTrustStore.AddRange(_file.Current);
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
            foreach (var element in presented.ChainElements)
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }
        return chain.Build(certificate);
    }

    static X509Certificate2Collection Make(byte[][] contents)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(Encoding.ASCII.GetString(contents[0]));
        return all.Count > 0 ? all : throw new FormatException("There is no certificate in it.");
    }
}

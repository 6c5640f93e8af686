using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tidings.Security.Transit;

/// <summary>
/// Our certificate with its key and what is between it and the authority, in PEM files that may be replaced while we run: new content counts at the next
/// handshake, at most two seconds later; while it is broken, or its key does not fit yet, the old certificate goes on serving.
/// </summary>
public sealed class CertificateFiles
{
    readonly ReloadedFiles<SslStreamCertificateContext> _files;
    readonly TimeProvider _time;

    /// <param name="certificateFile">The certificate, followed by intermediate ones.</param>
    /// <param name="keyFile">Its private key, not encrypted; null: in <paramref name="certificateFile"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Hears of each change, once.</param>
    public CertificateFiles(string certificateFile, string? keyFile, TimeProvider time, Action<CertificateChange>? changed = null)
    {
        _files = new(keyFile is null ? [certificateFile] : [certificateFile, keyFile], Make, time, changed);
        _time = time;
    }

    /// <summary>What a handshake shows now: certificate, key and intermediates.</summary>
    /// <exception cref="CertificateUnusableException">The files have not been usable since the start.</exception>
    public SslStreamCertificateContext Current => _files.Current;

    /// <summary>What is wrong with the files as they are now, while the older content serves; null: nothing.</summary>
    public string? Problem => _files.Problem;

    /// <summary>When the certificate that serves ends.</summary>
    /// <exception cref="CertificateUnusableException">The files have not been usable since the start.</exception>
    public DateTimeOffset NotAfter => Current.TargetCertificate.NotAfter;

    /// <summary><see cref="NotAfter"/>; null: there has been no usable certificate yet.</summary>
    public DateTimeOffset? TryNotAfter()
    {
        try
        {
            return NotAfter;
        }
        catch (CertificateUnusableException)
        {
            return null;
        }
    }

    /// <summary>Days until then; negative: it has ended.</summary>
    /// <exception cref="CertificateUnusableException">The files have not been usable since the start.</exception>
    public double DaysLeft => (NotAfter - _time.GetUtcNow()).TotalDays;

    static SslStreamCertificateContext Make(byte[][] contents)
    {
        var certificates = Encoding.ASCII.GetString(contents[0]);
        var leaf = X509Certificate2.CreateFromPem(certificates, Encoding.ASCII.GetString(contents[^1]));
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        all.RemoveAt(0);
        // Offline: a handshake must not wait for a download from whoever issued it.
        return SslStreamCertificateContext.Create(leaf, all, offline: true);
    }
}

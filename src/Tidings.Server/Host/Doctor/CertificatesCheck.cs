using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Vault;
using Tidings.Security.Transit;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Host.Doctor;

/// <summary>The certificates that are configured: whether they can be read, fit their keys, are in force, and for how long.</summary>
internal static class CertificatesCheck
{
    public static IReadOnlyList<DoctorFinding> Run(DoctorVisit visit)
    {
        var found = new List<DoctorFinding>();
        var api = visit.Options<TlsOptions>(TlsOptions.Section);
        if (api.CertificateFile is { } file)
            found.Add(Ours($"{TlsOptions.Section}:{nameof(api.CertificateFile)}", file, api.KeyFile, visit.Time));
        if (api.ClientCaFile is { } callers)
            found.Add(Vouching($"{TlsOptions.Section}:{nameof(api.ClientCaFile)}", callers, visit.Time));
        foreach (var name in new CarrierNames(visit.Configuration).All)
        {
            var section = CarrierNames.SectionOf(CarrierNames.OptionsName(name));
            found.AddRange(OfCarrier($"{section}:{nameof(CarrierOptions.Tls)}", visit.Options<CarrierOptions>(section).Tls, visit.Time));
        }
        if (visit.Options<KeyProviderOptions>(KeyProviderOptions.Section) is { Provider: KeyProviderKind.Vault, Vault.CaFile: { } vouching })
            found.Add(Vouching($"{KeyProviderOptions.Section}:{nameof(KeyProviderOptions.Vault)}:{nameof(VaultTransitOptions.CaFile)}", vouching, visit.Time));
        return found.Count > 0 ? found : [DoctorFinding.Good("certificates", "none in the options")];
    }

    static IEnumerable<DoctorFinding> OfCarrier(string section, CarrierTls tls, TimeProvider time)
    {
        if (tls.CertificateFile is { } ours)
            yield return Ours($"{section}:{nameof(tls.CertificateFile)}", ours, tls.KeyFile, time);
        if (tls.CaFile is { } authorities)
            yield return Vouching($"{section}:{nameof(tls.CaFile)}", authorities, time);
        if (tls.PinnedKeys is not [])
        {
            var what = $"{section}:{nameof(tls.PinnedKeys)}";
            yield return tls.PinnedKeys.All(PinnedCertificates.IsPin)
                ? DoctorFinding.Good(what, string.Create(CultureInfo.InvariantCulture, $"{tls.PinnedKeys.Length}; --carriers compares what the carrier shows"))
                : DoctorFinding.Wrong(what, "one is no SHA-256 in 64 hexadecimal digits", "Write what docs/carrier.md, Certificates, prints.");
        }
    }

    static DoctorFinding Ours(string what, string file, string? keyFile, TimeProvider time)
    {
        if (CertificateProblem.Of(file, keyFile) is { } unusable)
            return DoctorFinding.Wrong(what, unusable, "Give the certificate, those between it and its authority, and the key that belongs to it, in PEM.");
        // The first is ours; behind it stand those between it and its authority.
        using var ours = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        return Term(what, ours, time, "Replace it, with its key; a running node takes it within two seconds.");
    }

    static DoctorFinding Vouching(string what, string file, TimeProvider time)
    {
        if (CertificateProblem.OfAuthorities(file) is { } unusable)
            return DoctorFinding.Wrong(what, unusable, "Give the certificates of the authorities in PEM.");
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        // Of several, an old one may stand beside the new one: it is the last that counts.
        var last = all.MaxBy(static one => one.NotAfter)!;
        return Term(what, last, time, "Add the authority's new certificate.");
    }

    static DoctorFinding Term(string what, X509Certificate2 certificate, TimeProvider time, string advice)
    {
        var now = time.GetUtcNow();
        var left = (certificate.NotAfter - now.LocalDateTime).TotalDays;
        if (certificate.NotBefore > now.LocalDateTime)
            return DoctorFinding.Wrong(what, string.Create(CultureInfo.InvariantCulture, $"not in force before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm}Z"), $"Look at the clock. {advice}");
        return left switch
        {
            < 0 => DoctorFinding.Wrong(what, string.Create(CultureInfo.InvariantCulture, $"ended {-left:0} days ago"), advice),
            < CertificateWatch.WarnFrom => DoctorFinding.Wrong(what, string.Create(CultureInfo.InvariantCulture, $"{left:0} days left"), advice),
            _ => DoctorFinding.Good(what, string.Create(CultureInfo.InvariantCulture, $"readable, {left:0} days left")),
        };
    }
}

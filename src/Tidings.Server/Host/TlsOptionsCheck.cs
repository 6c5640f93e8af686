using Microsoft.Extensions.Options;

namespace Tidings.Server.Host;

/// <summary>What would fail at the first handshake fails at the start.</summary>
internal sealed class TlsOptionsCheck : IValidateOptions<TlsOptions>
{
    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        var wrong = new List<string>();
        if (options.CertificateFile is { } file && CertificateProblem.Of(file, options.KeyFile) is { } unusable)
            wrong.Add($"Tls:CertificateFile: {unusable}");
        if (options.CertificateFile is null && options.KeyFile is not null)
            wrong.Add("Tls:KeyFile needs Tls:CertificateFile.");
        if (!Enum.IsDefined(options.ClientCertificates))
            wrong.Add("Tls:ClientCertificates must be Off, Optional or Required.");
        if (options.ClientCertificates != ClientCertificates.Off && options.ClientCaFile is null)
            wrong.Add("Tls:ClientCertificates needs Tls:ClientCaFile: who vouches for callers.");
        if (!Enum.IsDefined(options.ClientRevocation))
            wrong.Add("Tls:ClientRevocation must be Off, Cached or Online.");
        if (options.ClientCaFile is { } authorities && CertificateProblem.OfAuthorities(authorities) is { } none)
            wrong.Add($"Tls:ClientCaFile: {none}");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

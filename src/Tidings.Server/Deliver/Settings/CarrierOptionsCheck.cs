using Microsoft.Extensions.Options;
using Tidings.Security.Transit;
using Tidings.Server.Host;

namespace Tidings.Server.Deliver.Settings;

/// <summary>What attributes cannot say of a carrier's options.</summary>
internal sealed class CarrierOptionsCheck : IValidateOptions<CarrierOptions>
{
    public ValidateOptionsResult Validate(string? name, CarrierOptions options)
    {
        var wrong = new List<string>();
        if (options.MaxSegments > options.Window)
            wrong.Add("Carrier:MaxSegments is over Carrier:Window: such a text could never leave.");
        if (options.ReconnectLongest < options.ReconnectFirst)
            wrong.Add("Carrier:ReconnectLongest is below Carrier:ReconnectFirst.");
        if (options.PasswordFile is { } file && !File.Exists(file))
            wrong.Add("Carrier:PasswordFile does not exist.");
        if (options.Tls.CertificateFile is { } certificate && CertificateProblem.Of(certificate, options.Tls.KeyFile) is { } unusable)
            wrong.Add($"Carrier:Tls:CertificateFile: {unusable}");
        if (options.Tls.CaFile is { } authorities && CertificateProblem.OfAuthorities(authorities) is { } none)
            wrong.Add($"Carrier:Tls:CaFile: {none}");
        if (!options.Tls.PinnedKeys.All(PinnedCertificates.IsPin))
            wrong.Add("Carrier:Tls:PinnedKeys must be SHA-256 in 64 hexadecimal digits each.");
        if (!Enum.IsDefined(options.Tls.Revocation))
            wrong.Add("Carrier:Tls:Revocation must be Off, Cached or Online.");
        var retry = options.Retry;
        if (retry.ThrottlePause < TimeSpan.FromMilliseconds(10) || retry.ThrottlePause > TimeSpan.FromSeconds(60))
            wrong.Add("Carrier:Retry:ThrottlePause must be 10 ms to 60 s.");
        if (retry.FirstBackoff < TimeSpan.FromMilliseconds(10) || retry.FirstBackoff > TimeSpan.FromMinutes(10))
            wrong.Add("Carrier:Retry:FirstBackoff must be 10 ms to 10 min.");
        if (retry.LongestBackoff < retry.FirstBackoff || retry.LongestBackoff > TimeSpan.FromHours(1))
            wrong.Add("Carrier:Retry:LongestBackoff must be FirstBackoff to 1 h.");
        if (retry.TriesOfUnknown is < 1 or > 20)
            wrong.Add("Carrier:Retry:TriesOfUnknown must be 1 to 20.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

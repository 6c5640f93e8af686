using Microsoft.Extensions.Options;
using Tidings.Security.Transit;
using Tidings.Server.Host;

namespace Tidings.Server.Deliver.Settings;

/// <summary>What attributes cannot say of a carrier's options.</summary>
internal sealed class CarrierOptionsCheck : IValidateOptions<CarrierOptions>
{
    public ValidateOptionsResult Validate(string? name, CarrierOptions options)
    {
        var section = CarrierNames.SectionOf(name);
        var wrong = CarrierSpecialsCheck.Wrong(section, options).ToList();
        wrong.AddRange(HttpCarrierCheck.Wrong(section, options));
        if (options.MaxSegments > options.Window)
            wrong.Add($"{section}:MaxSegments is over {section}:Window: such a text could never leave.");
        if (options.ReconnectLongest < options.ReconnectFirst)
            wrong.Add($"{section}:ReconnectLongest is below {section}:ReconnectFirst.");
        if (options.PasswordFile is { } file && !File.Exists(file))
            wrong.Add($"{section}:PasswordFile does not exist.");
        if (options.Tls.CertificateFile is { } certificate && CertificateProblem.Of(certificate, options.Tls.KeyFile) is { } unusable)
            wrong.Add($"{section}:Tls:CertificateFile: {unusable}");
        if (options.Tls.CaFile is { } authorities && CertificateProblem.OfAuthorities(authorities) is { } none)
            wrong.Add($"{section}:Tls:CaFile: {none}");
        if (!options.Tls.PinnedKeys.All(PinnedCertificates.IsPin))
            wrong.Add($"{section}:Tls:PinnedKeys must be SHA-256 in 64 hexadecimal digits each.");
        if (!Enum.IsDefined(options.Tls.Revocation))
            wrong.Add($"{section}:Tls:Revocation must be Off, Cached or Online.");
        var retry = options.Retry;
        if (retry.ThrottlePause < TimeSpan.FromMilliseconds(10) || retry.ThrottlePause > TimeSpan.FromSeconds(60))
            wrong.Add($"{section}:Retry:ThrottlePause must be 10 ms to 60 s.");
        if (retry.FirstBackoff < TimeSpan.FromMilliseconds(10) || retry.FirstBackoff > TimeSpan.FromMinutes(10))
            wrong.Add($"{section}:Retry:FirstBackoff must be 10 ms to 10 min.");
        if (retry.LongestBackoff < retry.FirstBackoff || retry.LongestBackoff > TimeSpan.FromHours(1))
            wrong.Add($"{section}:Retry:LongestBackoff must be FirstBackoff to 1 h.");
        if (retry.TriesOfUnknown is < 1 or > 20)
            wrong.Add($"{section}:Retry:TriesOfUnknown must be 1 to 20.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

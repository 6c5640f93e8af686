using System.Net;
using Microsoft.Extensions.Options;
using Tidings.Security.Transit;
using Tidings.Server.Host;

namespace Tidings.Server.Deliver.Settings;

/// <summary>What attributes cannot say of a carrier's options.</summary>
internal sealed class CarrierOptionsCheck(IHostEnvironment? environment = null) : IValidateOptions<CarrierOptions>
{
    public ValidateOptionsResult Validate(string? name, CarrierOptions options)
    {
        var section = CarrierNames.SectionOf(name);
        var wrong = CarrierSpecialsCheck.Wrong(section, options).ToList();
        wrong.AddRange(HttpCarrierCheck.Wrong(section, options));
        wrong.AddRange(VoiceCheck.Wrong(section, options));
        wrong.AddRange(NoSimulator(section, options));
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

    // Texts of test keys go to it: at a carrier's they would reach phones.
    IEnumerable<string> NoSimulator(string section, CarrierOptions options)
    {
        if (!options.Simulator)
            yield break;
        if (environment?.IsProduction() == true)
            yield return $"{section}:Simulator is true in Production, where no carrier is a simulator. Take it out, or start with --environment=Development.";
        if (!IsOnThisMachine(options))
            yield return $"{section}:Simulator is true, and the carrier is not on this machine: texts of test keys could reach phones. Take it out, or give a loopback address: 127.0.0.1.";
    }

    static bool IsOnThisMachine(CarrierOptions options) => options.Kind == CarrierKind.Smpp
        ? options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address))
        : Uri.TryCreate(options.Http.Url, UriKind.Absolute, out var url) && url.IsLoopback;
}

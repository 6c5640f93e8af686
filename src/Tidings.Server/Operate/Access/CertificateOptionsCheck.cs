using Microsoft.Extensions.Options;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>A certificate's entry that means nothing, or two things.</summary>
internal sealed class CertificateOptionsCheck : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Certificates?.Length; i++)
            if (Wrong(options.Certificates[i], names) is { } wrong)
                return ValidateOptionsResult.Fail($"Access:Certificates:{i} {wrong}");
        return ValidateOptionsResult.Success;
    }

    static string? Wrong(ClientCertificate entry, HashSet<string> names) => entry switch
    {
        { Name.Length: 0 or > 64 } => "has a Name of 1 to 64 characters.",
        _ when !names.Add(entry.Name) => "has a Name that another one has.",
        { Sha256: null } and { Subject: null } => "has neither Sha256 nor Subject.",
        { Sha256: not null } and { Subject: not null } => "has both Sha256 and Subject.",
        { Sha256: { } hash } when CertificateProof.Digits(hash) is not { Length: 64 } => "has a Sha256 that is not 64 hexadecimal digits.",
        { Scopes.Length: 0 } => "has no Scopes.",
        _ when !entry.Scopes.All(static scope => ScopeNames.TryParse(scope, out _)) => "has a scope that there is not. docs/access.md lists them.",
        _ => null,
    };
}

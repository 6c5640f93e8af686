using Microsoft.Extensions.Options;

namespace Tidings.Server.Operate.Access;

/// <summary>For which kinds of change a second person is needed.</summary>
internal sealed class TwoPersons(IOptions<AccessOptions> options, string environment)
{
    public TwoPersons(IOptions<AccessOptions> options, IHostEnvironment environment) : this(options, environment.EnvironmentName)
    {
    }

    public const string All = "all", None = "none";

    readonly HashSet<string> _kinds = new(
        options.Value.TwoPersons is not { Length: > 0 } told ? environment.Equals(Environments.Production, StringComparison.OrdinalIgnoreCase) ? ApprovalKinds.Scopes.Keys : []
        : told is [All] ? ApprovalKinds.Scopes.Keys
        : told is [None] ? [] : told, StringComparer.Ordinal);

    public bool For(string kind) => _kinds.Contains(kind);
}

/// <summary>A word that means nothing would leave a kind without its second person.</summary>
internal sealed class AccessOptionsCheck : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options) =>
        options.TwoPersons is null or [TwoPersons.All] or [TwoPersons.None] || options.TwoPersons.All(ApprovalKinds.Scopes.ContainsKey)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Access:TwoPersons is a list of {string.Join(", ", ApprovalKinds.Scopes.Keys)}; or all, or none, alone.");
}

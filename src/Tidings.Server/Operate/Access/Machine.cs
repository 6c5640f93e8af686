using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>Who acts where the configuration is: whoever may write it. No name of the system's would prove more.</summary>
internal static class Machine
{
    public const string Identity = "machine";

    /// <summary>It may nothing by the API.</summary>
    public static Caller Caller { get; } = new() { Identity = Identity, Scopes = Scope.None };
}

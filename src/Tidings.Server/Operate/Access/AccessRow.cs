using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>Which scope an address needs.</summary>
/// <param name="Method">The HTTP method; <c>*</c> for addresses that take any.</param>
/// <param name="Pattern">The address as it was mapped, with its parameters by name: <c>/v1/messages/{id}</c>.</param>
/// <param name="Needs">One of these is enough. <see cref="Scope.None"/>: whoever is known may. Null: anybody may, without saying who he is.</param>
internal sealed record AccessRow(string Method, string Pattern, Scope? Needs)
{
    public bool IsPublic => Needs is null;

    /// <summary>By what a public address is limited: who calls another is known, and limited by that.</summary>
    public PublicLimit Limit { get; init; }

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>How often one address may come to what is public.</summary>
internal enum PublicLimit : byte
{
    /// <summary>As to a page.</summary>
    Page = 0,
    /// <summary>As to a door at which secrets can be tried.</summary>
    SignIn,
    /// <summary>At any rate: what watches a node must not be told that it comes too often.</summary>
    None,
}

using Microsoft.Extensions.Options;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// Whether who proposed a change may still do so: two persons stand behind what is approved, and one of them must not be gone. What the bank's issuer would say of somebody now
/// is not known before he comes again.
/// </summary>
internal sealed class Proposers(Standings standings, Operators operators, IOptions<AccessOptions> options)
{
    /// <summary>Why it is no proposal any more, in a sentence for people; null: it is.</summary>
    public async ValueTask<string?> WhyNot(Proposal proposal, CancellationToken cancel)
    {
        // A carrier is the machine's to propose and nobody's beside it; and the machine proposes nothing else.
        if (proposal.Kind == ApprovalKinds.Carrier && proposal.By == Machine.Identity)
            return null;
        var standing = await Of(proposal, cancel);
        if (standing is null)
            return null;
        if (standing.Gone is { } gone)
            return $"{(proposal.By.StartsWith("key:", StringComparison.Ordinal) ? "The key that proposed it" : "Who proposed it")} {gone}.";
        if (!ApprovalKinds.Proposing.TryGetValue(proposal.Kind, out var needs) || (standing.Scopes & needs) == Scope.None)
            return $"Who proposed it may not do so any more: it needs {string.Join(" or ", ScopeNames.Of(needs))}.";
        return (Gives(proposal, standing) & ~standing.Scopes) is not Scope.None and var beyond
            ? $"It gives more than who proposed it has now: {string.Join(", ", ScopeNames.Of(beyond))}." : null;
    }

    /// <summary>Null: nothing is known of him here, and he stands as he did.</summary>
    async ValueTask<Standing?> Of(Proposal proposal, CancellationToken cancel)
    {
        var by = proposal.By;
        if (by.StartsWith("operator:", StringComparison.Ordinal))
            return await standings.OfOperator(by["operator:".Length..], proposal.At, cancel);
        if (by.StartsWith("key:", StringComparison.Ordinal))
            return await standings.OfKey(by["key:".Length..], cancel);
        if (by.StartsWith("certificate:", StringComparison.Ordinal))
            return options.Value.Certificates?.FirstOrDefault(one => one.Name == by["certificate:".Length..]) is { } entry
                ? new(Gone: null) { Scopes = ScopeNames.Known(entry.Scopes) } : new("comes with a certificate that is taken here no more");
        if (!by.StartsWith("token:", StringComparison.Ordinal))
            return new("is not known here");
        if (options.Value.Oidc.Issuer is not { } issuer || !by.StartsWith($"token:{issuer}#", StringComparison.Ordinal))
            return new("came with a token of an issuer that is believed here no more");
        await operators.Refresh(cancel);
        return operators.PersonOf(by) is var person && person.StartsWith("operator:", StringComparison.Ordinal) && await standings.IsRemovedSince(person["operator:".Length..], proposal.At, cancel)
            ? new("is no operator any more") : null;
    }

    /// <summary>Nobody gives a role, nor a system a key, that can do what he cannot himself.</summary>
    static Scope Gives(Proposal proposal, Standing standing) => proposal.Kind switch
    {
        ApprovalKinds.Operator => Roles.ScopesOf(Operators.Read(proposal.Subject, proposal.Body).Roles),
        ApprovalKinds.Key when !standing.IsOperator => ApiKeys.Read(proposal.Subject, proposal.Body).Scopes,
        _ => Scope.None,
    };
}

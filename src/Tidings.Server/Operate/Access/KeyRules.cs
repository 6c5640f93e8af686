using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>Which key a caller may make: none that can do more, or whose texts go further, than he himself.</summary>
internal static class KeyRules
{
    public static ApiKeyRequest? Read(KeyAsked asked, Caller caller, out Problem? problem)
    {
        var errors = new List<FieldError>();
        var kind = Reach.Live;
        if (asked.Kind is null)
            errors.Add(new("kind", FieldCodes.Missing, "It is missing.", "Write live, team or test."));
        else if (!AccessWords.TryParse(asked.Kind, out kind))
            errors.Add(new("kind", FieldCodes.UnknownValue, "It is no kind of key.", "Write live, team or test."));
        var scopes = Scope.None;
        foreach (var name in asked.Scopes ?? [])
            if (ScopeNames.TryParse(name, out var scope))
                scopes |= scope;
            else
                errors.Add(new("scopes", FieldCodes.UnknownValue, "One of them is no scope.", "See docs/access.md for the scopes."));
        // Operators give to systems what they do not have themselves: a security officer sends no events.
        var most = caller.IsOperator ? ScopeNames.Most(kind) : ScopeNames.Most(kind) & caller.Scopes;
        if (asked.Scopes is null)
            scopes = most & ScopeNames.Usual(kind);
        else if ((scopes & ~most) is not Scope.None and var beyond)
            errors.Add(new("scopes", FieldCodes.UnknownValue, $"{string.Join(", ", ScopeNames.Of(beyond))} is more than this kind may have, or than you have.", "Leave it out."));
        if (!caller.IsOperator && kind < caller.Reach)
            errors.Add(new("kind", FieldCodes.UnknownValue, "Its texts would go further than yours.", "Make a key of your own kind."));
        problem = errors.Count > 0 ? new(ProblemCodes.ValidationFailed) { Errors = errors } : null;
        return errors.Count > 0 ? null : new(asked.Name ?? "") { Kind = kind, Scopes = scopes, Expires = asked.Expires, MadeBy = caller.Behind };
    }
}

using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>Which key a caller may make: none that can do more, or whose texts go further, than he himself.</summary>
internal static class KeyRules
{
    /// <summary>What is not asked for is as whoever asks has it, unless he is an operator: a system gets round its limits by no key of its own.</summary>
    static CallerLimits? Limits(KeyAsked asked, Caller caller)
    {
        var own = caller.IsOperator ? null : caller.Limits;
        return CallerLimits.Of(asked.RequestsPerSecond ?? own?.RequestsPerSecond, asked.EventsPerSecond ?? own?.EventsPerSecond, asked.BodyBytes ?? own?.BodyBytes);
    }

    static string? Beyond(CallerLimits asked, CallerLimits? own) =>
        asked.RequestsPerSecond > own?.RequestsPerSecond ? "requestsPerSecond" : asked.EventsPerSecond > own?.EventsPerSecond ? "eventsPerSecond" : asked.BodyBytes > own?.BodyBytes ? "bodyBytes" : null;

    /// <param name="needTwo">Scopes that no key has which one person brought into force.</param>
    public static ApiKeyRequest? Read(KeyAsked asked, Caller caller, Scope needTwo, out Problem? problem)
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
        if (asked.Scopes is not { Count: > 0 })
            errors.Add(new("scopes", FieldCodes.Missing, "A key does what it names, and it names nothing.", "Give the scopes that its system needs; docs/access.md lists them."));
        if ((scopes & ~most) is not Scope.None and var beyond)
            errors.Add(new("scopes", FieldCodes.UnknownValue, $"{string.Join(", ", ScopeNames.Of(beyond))} is more than this kind may have, or than you have.", "Leave it out."));
        if ((scopes & needTwo) is not Scope.None and var two)
            errors.Add(new("scopes", FieldCodes.UnknownValue, $"{string.Join(", ", ScopeNames.Of(two))} approves what needs two persons here, and a key needs one.", "Leave it out, or let keys need a second person: api-key in Access:TwoPersons."));
        if (!caller.IsOperator && kind < caller.Reach)
            errors.Add(new("kind", FieldCodes.UnknownValue, "Its texts would go further than yours.", "Make a key of your own kind."));
        if (!caller.IsOperator && Limits(asked, caller) is { } limits && Beyond(limits, caller.Limits) is { } field)
            errors.Add(new(field, FieldCodes.Range, "It is more than you may send yourself.", "Ask for no more than your own key has."));
        problem = errors.Count > 0 ? new(ProblemCodes.ValidationFailed) { Errors = errors } : null;
        return errors.Count > 0 ? null : new(asked.Name ?? "") { Kind = kind, Scopes = scopes, Expires = asked.Expires, MadeBy = caller.Behind, Limits = Limits(asked, caller) };
    }
}

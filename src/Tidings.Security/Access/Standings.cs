using System.Security.Cryptography;
using Tidings.Core.Ports;

namespace Tidings.Security.Access;

/// <summary>How somebody who did something before stands now.</summary>
/// <param name="Gone">Why what he did counts no more, as the end of a sentence about him: <c>is no operator any more</c>. Null: he stands.</param>
public sealed record Standing(string? Gone)
{
    /// <summary>What he may do now.</summary>
    public Scope Scopes { get; init; }

    /// <summary>A person of the bank's staff.</summary>
    public bool IsOperator { get; init; }
}

/// <summary>How operators and keys stand now, as the store has them: for what they did earlier and what is decided only now.</summary>
public sealed class Standings(IStore store, TimeProvider clock)
{
    /// <summary>An operator's standing.</summary>
    /// <param name="since">When he did it. Whoever enrolled under his name since may be somebody else.</param>
    public async ValueTask<Standing> OfOperator(string name, DateTimeOffset since, CancellationToken cancel)
    {
        (DateTimeOffset At, OperatorDocument Document)[] versions =
        [
            .. (await store.ReadDocuments(OperatorDocument.Kind, allVersions: true, cancel)).Where(row => row.Id == name && !row.Body.IsEmpty)
                .OrderBy(static row => row.Version).Select(static row => (row.At, OperatorDocument.Of(row.Body.Span))),
        ];
        if (versions is not [.., var (_, now)] || now.Removed is not null)
            return new("is no operator any more");
        if (versions.Where(version => version.At <= since).Select(static version => version.Document).LastOrDefault() is { } then && !IsSameEnrolment(then, now))
            return new("was added anew since, and may be somebody else");
        if (await new CredentialRows(store, clock).Find(name, cancel) is { Credentials.LockedUntil: { } until } && clock.GetUtcNow() < until)
            return new("is locked after too many wrong codes");
        return new(Gone: null) { Scopes = Roles.ScopesOf(now.Roles), IsOperator = true };
    }

    /// <summary>A key's standing.</summary>
    public async ValueTask<Standing> OfKey(string id, CancellationToken cancel)
    {
        var row = (await store.ReadDocuments(ApiKeyDocument.Kind, allVersions: false, cancel)).FirstOrDefault(one => one.Id == id && !one.Body.IsEmpty);
        return (row is null ? null : ApiKeyDocument.Of(row.Body.Span)) switch
        {
            null => new("is no key of this installation"),
            { Revoked: not null } => new("was revoked since"),
            { Expires: { } expires } when expires <= clock.GetUtcNow() => new("has expired since"),
            var document => new(Gone: null) { Scopes = document.ScopeSet() },
        };
    }

    /// <summary>Whether an operator's account was removed since: who comes with a token of the bank's issuer may have had it.</summary>
    public async ValueTask<bool> IsRemovedSince(string name, DateTimeOffset since, CancellationToken cancel) =>
        (await store.ReadDocuments(OperatorDocument.Kind, allVersions: false, cancel)).FirstOrDefault(one => one.Id == name && !one.Body.IsEmpty) is { } row
        && OperatorDocument.Of(row.Body.Span).Removed > since;

    static bool IsSameEnrolment(OperatorDocument one, OperatorDocument other) =>
        one.Enrolment is { } before && other.Enrolment is { } after && CryptographicOperations.FixedTimeEquals(before, after);
}

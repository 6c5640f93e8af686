using Tidings.Core.Events;

namespace Tidings.Security.Access;

/// <summary>Who calls, as far as it is proven, and what he may do.</summary>
public sealed class Caller
{
    /// <summary>
    /// <c>key:ID</c>, <c>operator:NAME</c>, <c>token:ISSUER#SUBJECT</c> or <c>certificate:NAME</c>. Stands in the record of what was done; nothing personal
    /// beyond what the bank has named its own staff and systems.
    /// </summary>
    public required string Identity { get; init; }

    public required Scope Scopes { get; init; }

    /// <summary>How far the texts of his events may go.</summary>
    public Reach Reach { get; init; }

    /// <summary>What he may send, where that is not as for all. Null: it is.</summary>
    public CallerLimits? Limits { get; init; }

    /// <summary>
    /// Who stands behind: for a key, whoever made it (and behind him, likewise); otherwise the caller himself. Two callers with the same are one when it comes to
    /// approving one's own change.
    /// </summary>
    public string Behind { get => field ?? Identity; init; }

    /// <summary>A person of the bank's staff, who has signed in.</summary>
    public bool IsOperator { get; init; }

    /// <summary>The name of the operator's account here, whose session it is. Null: he calls otherwise.</summary>
    public string? Account { get; init; }

    /// <summary>The id of that session. Null: he calls otherwise.</summary>
    public string? Session { get; init; }

    /// <summary>When he signed in to it. Null: he calls otherwise.</summary>
    public DateTimeOffset? SignedIn { get; init; }

    /// <summary>He has one of these scopes.</summary>
    public bool May(Scope any) => (Scopes & any) != Scope.None;

    public override string ToString() => Identity;
}

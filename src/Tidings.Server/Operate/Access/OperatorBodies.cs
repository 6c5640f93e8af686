using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <param name="Name">1 to 40 small letters, digits, hyphens and dots. Where it stands in the address, not here.</param>
/// <param name="Roles">One at least; docs/access.md lists them.</param>
/// <param name="Subject">Who he is to the bank's issuer of tokens (sub). Left out: as it is; empty: not known any more.</param>
internal sealed record OperatorAsked(string? Name, IReadOnlyList<string>? Roles, string? Subject = null);

/// <summary>An operator as he is shown.</summary>
/// <param name="Enrolment">The code by which he enrols, within three days and once: shown when he is added.</param>
/// <param name="Proposal">Nothing of it counts before this proposal is approved. Null: it counts.</param>
internal sealed record OperatorShown(
    string Name, IReadOnlyList<string> Roles, DateTimeOffset Added, string? AddedBy, bool Enrolled, DateTimeOffset? Removed, string? Subject = null, string? Enrolment = null,
    string? Proposal = null, bool? EnrolsAnew = null)
{
    public static OperatorShown Of(Operator one, string? enrolment = null, string? proposal = null) =>
        new(one.Name, one.Roles, one.Added, one.AddedBy, one.Enrolled, one.Removed, one.Subject, enrolment, proposal);
}

internal sealed record OperatorList(IReadOnlyList<OperatorShown> Operators);

/// <param name="Code">The enrolment code.</param>
internal sealed record EnrolAsked(string? Code);

/// <summary>What an operator keeps: shown once.</summary>
/// <param name="Secret">Goes into a password safe.</param>
/// <param name="Authenticator">Goes into the authenticator on his phone.</param>
internal sealed record EnrolAnswer(string Name, string Secret, string Authenticator);

/// <param name="Code">Six digits from the authenticator.</param>
internal sealed record SignInAsked(string? Name, string? Secret, string? Code);

/// <param name="Token">Send it as <c>Authorization: Bearer</c>.</param>
internal sealed record SignInAnswer(string Token, DateTimeOffset Expires);

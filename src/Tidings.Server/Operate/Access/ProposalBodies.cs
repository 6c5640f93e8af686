using System.Text.Json.Nodes;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <param name="Reason">Why; needed to reject, to 200 characters in one line.</param>
internal sealed record DecisionAsked(string? Reason);

/// <summary>A proposal as it is shown.</summary>
/// <param name="Kind"><c>template</c>, <c>alert</c>, <c>settings</c>, <c>api-key</c>, <c>operator</c>, <c>passkey</c>, <c>webhook</c>, <c>installation-key</c>, <c>customer-erasure</c> or <c>carrier</c>.</param>
/// <param name="Subject">Which of that kind.</param>
/// <param name="From">The version that it was made from.</param>
/// <param name="State"><c>open</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="Document">The document as it is to be. Null in lists.</param>
internal sealed record ProposalShown(
    string Id, string Kind, string Subject, int From, string By, DateTimeOffset At, string State, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason,
    JsonNode? Document = null)
{
    public static ProposalShown Of(Proposal proposal, JsonNode? document = null) => new(
        proposal.Id, proposal.Kind, proposal.Subject, proposal.From, proposal.By, proposal.At, proposal.State.ToString().ToLowerInvariant(), proposal.DecidedBy,
        proposal.DecidedAt, proposal.Reason, document);
}

internal sealed record ProposalList(IReadOnlyList<ProposalShown> Proposals);

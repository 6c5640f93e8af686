using System.Text.Json.Nodes;
using Tidings.Core.Events;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Intake.Customers;

/// <summary>
/// The second person for an erasure. A proposal names the customer by his token alone, since what names him must not outlive him; so whoever approves asks for the erasure himself, by the customer's id, and
/// that is the approval.
/// </summary>
internal sealed class ErasureApproval(Proposals proposals, Proposers proposers, TwoPersons twoPersons, TimeProvider clock) : IBringsIntoForce
{
    public string Kind => ApprovalKinds.Erasure;

    /// <summary>Somebody else's proposal that this caller's asking approves; or that it must wait, as the proposal of this id.</summary>
    public async Task<(Proposal? Approves, string? Waits)> Ask(string token, Caller caller, CancellationToken cancel)
    {
        if (!twoPersons.For(Kind))
            return default;
        Proposal? own = null;
        foreach (var proposal in (await proposals.List(cancel)).Where(proposal => proposal.Kind == Kind && proposal.Subject == token && proposal.State == ProposalState.Open))
            if (await proposals.IsOwn(proposal, caller, cancel))
                own ??= proposal;
            // Of one who is gone it counts for nothing: then this caller is the first.
            else if (await proposers.WhyNot(proposal, cancel) is null)
                return (proposal, null);
        if (own is not null)
            return (null, own.Id);
        var (made, rows) = proposals.Propose(new(Kind, token, 1, clock.GetUtcNow(), "{}"u8.ToArray()), caller);
        await proposals.Write(rows);
        return (null, made.Id);
    }

    /// <summary>After the customer is erased: what is destroyed twice does no harm, and what is written down before would say that it was done where a crash kept it from being.</summary>
    public ValueTask Approved(Proposal proposal, Caller caller) => proposals.Write(proposals.Decide(proposal, approve: true, caller, null));

    public Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Task.FromResult<Saved>(new Saved.Refused(
    [
        new("id", FieldCodes.Missing, "An erasure is approved by whoever names the customer himself.", "DELETE /v1/customers/{id} as somebody else than who proposed it."),
    ]));

    public JsonNode? Show(Proposal proposal) => new JsonObject { ["customerToken"] = proposal.Subject };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Events;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Decide;

namespace Tidings.Server.Operate.Access;

/// <summary>An operator who was proposed can enrol from his approval on; other roles count from then on.</summary>
internal sealed class OperatorApproval(Operators operators, TimeProvider clock) : IBringsIntoForce
{
    public string Kind => ApprovalKinds.Operator;

    public string? WhyTooLate(Proposal proposal) => operators.HasRunOut(proposal.Subject, proposal.Body) ? "The code by which the operator would enrol has run out." : null;

    public async Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        // Two with one subject would be one person twice.
        if (operators.WhyNotSubject(proposal.Subject, Operators.Read(proposal.Subject, proposal.Body).Subject) is { } why)
            return new Saved.Refused([new("subject", FieldCodes.UnknownValue, why, "Reject the proposal.")]);
        // One that was changed since is a version that exists already, and the store refuses it.
        await operators.Put(plan(new(Kind, proposal.Subject, proposal.From + 1, clock.GetUtcNow(), proposal.Body)).Rows, cancel);
        return new Saved.Stored(proposal.From + 1);
    }

    /// <summary>With whether he would enrol anew: who approves that lets whoever holds the code sign in as him.</summary>
    public JsonNode? Show(Proposal proposal) => JsonSerializer.SerializeToNode(
        OperatorShown.Of(Operators.Read(proposal.Subject, proposal.Body)) with { EnrolsAnew = operators.EnrolsAnew(proposal.Subject, proposal.Body) }, AccessJson.Default.OperatorShown);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Decide;

namespace Tidings.Server.Operate.Access;

/// <summary>A key that was proposed opens something from its approval on; its secret was shown to who proposed it.</summary>
internal sealed class KeyApproval(ApiKeys keys, TimeProvider clock) : IBringsIntoForce
{
    public string Kind => ApprovalKinds.Key;

    public string? WhyTooLate(Proposal proposal) =>
        ApiKeys.Read(proposal.Subject, proposal.Body).Expires <= clock.GetUtcNow() ? "The key would have expired already." : null;

    public async Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        await keys.Put(plan(new(Kind, proposal.Subject, 1, clock.GetUtcNow(), proposal.Body)).Rows, cancel);
        return new Saved.Stored(1);
    }

    public JsonNode? Show(Proposal proposal) =>
        JsonSerializer.SerializeToNode(KeyShown.Of(ApiKeys.Read(proposal.Subject, proposal.Body)), AccessJson.Default.KeyShown);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Decide;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary>Another's passkey, whose removal was proposed, ends with the approval; unless it has become his last means of signing in since.</summary>
internal sealed class PasskeyApproval(PasskeyBook passkeys, IStore store) : IBringsIntoForce
{
    public string Kind => ApprovalKinds.Passkey;

    public async Task<Saved> Apply(Proposal proposal, Func<Core.Ports.Rows.DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        switch (await passkeys.Removal(PasskeyBook.OwnerOf(proposal.Body), proposal.Subject, cancel))
        {
            case PasskeyRemoval.Possible possible:
                await store.Commit(AuditWriter.UnitOf([.. plan(possible.Row).Rows, possible.Guard]));
                return new Saved.Stored(possible.Row.Version);
            case PasskeyRemoval.Last:
                return new Saved.Refused([new("$", FieldCodes.UnknownValue, "Without this passkey its owner could not sign in any more.", "Let him enrol anew, or remove him.")]);
            default:
                return new Saved.Refused([new("$", FieldCodes.UnknownValue, "The passkey is not in force any more.", "Reject the proposal.")]);
        }
    }

    public JsonNode? Show(Proposal proposal) => JsonSerializer.SerializeToNode(
        PasskeyShown.Of(PasskeyBook.Read(proposal.Subject, proposal.Body), PasskeyBook.OwnerOf(proposal.Body)), AccessJson.Default.PasskeyShown);
}

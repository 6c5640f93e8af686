using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Keys;
using Tidings.Server.Audit;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Operate.Keys;

/// <summary>Carries orders about keys out, at once or when a second person has approved them.</summary>
internal sealed class KeyOrders(KeyPasses passes, IStore store, Proposals proposals, TimeProvider clock) : IBringsIntoForce
{
    public string Kind => ApprovalKinds.InstallationKey;

    /// <exception cref="KeyProviderUnavailableException">The root's keeper does not answer.</exception>
    /// <exception cref="KeyRefusedException">The root's keeper says no.</exception>
    public async Task<Carried> Carry(KeyOrder order, string actor, CancellationToken cancel) => order.Do switch
    {
        KeyOrder.RotateRoot => await passes.RotateRoot(actor, cancel) is null ? Carried.UnderWay : Carried.Done,
        KeyOrder.RotateWrapping => Behind(await passes.BeginRotation(actor)),
        KeyOrder.RotateData => Behind(await passes.BeginDataRotation(actor)),
        KeyOrder.Rewrap => Behind(await passes.BeginRewrap(actor)),
        KeyOrder.Reencrypt => Behind(await passes.BeginReencryption(actor, destroyOld: false)),
        KeyOrder.ReencryptAndDestroy => Behind(await passes.BeginReencryption(actor, destroyOld: true)),
        KeyOrder.RotateIndex => AtOnce(await passes.AtOnce(actor, "index", static async (ring, stop) => await ring.RotateIndex(stop), cancel)),
        KeyOrder.RotateDocuments => AtOnce(await passes.AtOnce(actor, "documents", static async (ring, stop) => await ring.RotateDocuments(stop), cancel)),
        KeyOrder.RotateCustomer => AtOnce(await passes.AtOnce(actor, ActSubjects.Token + order.CustomerToken, async (ring, stop) => await ring.RotateToken(order.CustomerToken!, stop), cancel)),
        _ => throw new InvalidDataException("No such order."),
    };

    static Carried Behind(bool begun) => begun ? Carried.Begun : Carried.UnderWay;

    static Carried AtOnce(bool done) => done ? Carried.Done : Carried.UnderWay;

    /// <summary>Writes the order down for somebody else to approve. The proposal's id.</summary>
    public async Task<string> Propose(KeyOrder order, Caller caller, CancellationToken cancel)
    {
        var from = await Version(order.Subject, cancel);
        var (proposal, rows) = proposals.Propose(new(Kind, order.Subject, from + 1, clock.GetUtcNow(), order.ToBytes()), caller);
        await proposals.Write(rows);
        return proposal.Id;
    }

    async Task<int> Version(string subject, CancellationToken cancel) =>
        (await store.ReadDocuments(Kind, allVersions: false, cancel)).FirstOrDefault(row => row.Id == subject)?.Version ?? 0;

    /// <summary>
    /// The order is carried out before it is written down as approved: a crash between leaves a proposal that may be approved again, and each order may be carried out twice. One that could not be
    /// written down, since the same was ordered and carried out after it was proposed, is not carried out: proposals are decided one at a time, so that what is found here holds until it is written.
    /// </summary>
    public async Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        if (await Version(proposal.Subject, cancel) != proposal.From)
            throw new StoreConflictException("The same order was carried out since.", new InvalidOperationException());
        var rows = plan(new(Kind, proposal.Subject, proposal.From + 1, clock.GetUtcNow(), proposal.Body)).Rows;
        var by = rows.Where(static row => row.Kind == DocumentActs.Kind).Select(static row => DocumentActs.Of(row).Actor).First();
        try
        {
            if (passes.Ring is null || await Carry(KeyOrder.Of(proposal.Body), by, cancel) == Carried.UnderWay)
                return new Saved.Conflict(proposal.From);
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            throw new StoreUnavailableException("The key provider does not do it.", failure);
        }
        await proposals.Write(rows);
        return new Saved.Stored(proposal.From + 1);
    }

    public JsonNode? Show(Proposal proposal) => JsonSerializer.SerializeToNode(KeyOrder.Of(proposal.Body), InstallationKeyJson.Default.KeyOrder);
}

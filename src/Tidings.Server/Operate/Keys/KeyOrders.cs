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
internal sealed class KeyOrders(KeyPasses passes, IStore store, Proposals proposals, IActs acts, TimeProvider clock, ILogger<KeyOrders> log) : IBringsIntoForce, IHostedService
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
    /// The approval is written down first, with the order as one that is to be carried out; then it is carried out; then that it was. Proposals are decided one at a time, so that of two of one order the second is
    /// a conflict before anything is done for it. What a crash leaves between the two is <see cref="StartAsync"/>'s.
    /// </summary>
    public async Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        if (await Version(proposal.Subject, cancel) != proposal.From)
            throw new StoreConflictException("The same order was carried out since.", new InvalidOperationException());
        if (passes.Ring is null || passes.IsBusy)
            return new Saved.Conflict(proposal.From);
        var order = KeyOrder.Of(proposal.Body);
        var rows = plan(new(Kind, proposal.Subject, proposal.From + 1, clock.GetUtcNow(), (order with { IsPending = true }).ToBytes())).Rows;
        var by = rows.Where(static row => row.Kind == DocumentActs.Kind).Select(static row => DocumentActs.Of(row).Actor).First();
        await proposals.Write(rows);
        // Approved is approved: it is carried out, or said not to be, also where whoever approved has gone away.
        try
        {
            if (await Carry(order, by, CancellationToken.None) == Carried.UnderWay)
            {
                await Over(order, proposal.From + 1, NotCarriedOut);
                return new Saved.Conflict(proposal.From + 2);
            }
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            await Over(order, proposal.From + 1, NotCarriedOut);
            throw new StoreUnavailableException("The key provider does not do it. The order is over: give it again.", failure);
        }
        await Over(order, proposal.From + 1, null);
        return new Saved.Stored(proposal.From + 1);
    }

    const string NotCarriedOut = "installation-key.not-carried-out";

    /// <param name="act">What is to be told of it besides; null: the order's own acts say all.</param>
    async Task Over(KeyOrder order, int version, string? act) => await proposals.Write(
    [
        new DocumentRow(Kind, order.Subject, version + 1, clock.GetUtcNow(), (order with { IsPending = null }).ToBytes()),
        .. act is null ? [] : acts.Record(new("system", act, $"{Kind}/{order.Subject}/{version}")),
    ]);

    /// <summary>
    /// What was approved and perhaps not carried out when the node ended. What may be done twice is done; of the rest it is said that nobody knows, so that somebody looks and orders it again. The order itself stands in
    /// clear: what counts is the proposal, which does not open for whoever wrote one there.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (passes.Ring is null)
            return;
        IReadOnlyList<Proposal>? all = null;
        foreach (var row in await store.ReadDocuments(Kind, allVersions: false, cancellationToken))
        {
            if (KeyOrder.Of(row.Body.Span) is not { IsPending: true } order)
                continue;
            all ??= await proposals.List(cancellationToken);
            if (all.FirstOrDefault(one => one.Kind == Kind && one.Subject == row.Id && one.From + 1 == row.Version && one.State == ProposalState.Approved) is not { } approved)
                continue;
            try
            {
                await Finish(KeyOrder.Of(approved.Body), row.Version, cancellationToken);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or KeyProviderUnavailableException or KeyRefusedException)
            {
                // Its texts do not wait for it: it is still to be carried out, and the next start comes back to it.
                OperateLog.KeyPassFailed(log, failure.GetType().Name);
            }
        }
    }

    async Task Finish(KeyOrder order, int version, CancellationToken cancel)
    {
        if (order.IsSafeTwice)
            await Carry(order, "system", cancel);
        else
            OperateLog.OrderCutOff(log, order.Do);
        await Over(order, version, order.IsSafeTwice ? null : NotCarriedOut);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public JsonNode? Show(Proposal proposal) => JsonSerializer.SerializeToNode(KeyOrder.Of(proposal.Body), InstallationKeyJson.Default.KeyOrder);
}

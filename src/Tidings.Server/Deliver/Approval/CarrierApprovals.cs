using System.Text.Json.Nodes;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Deliver.Approval;

/// <summary>
/// Holds what is configured of each carrier against what is in force: before the first session, before each further one, and every few seconds, since files that hold secrets and certificates may be
/// replaced while we run. What differs is in force at once, or is proposed by the machine and waits for a second person.
/// </summary>
internal sealed class CarrierApprovals(
    CarrierSet carriers, CarrierBook book, Proposals proposals, Changes changes, TwoPersons twoPersons, TimeProvider time, ILogger<CarrierApprovals> log)
    : BackgroundService, IBringsIntoForce
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    const string Overtaken = "The machine's configuration is another by now.";

    readonly SemaphoreSlim _turn = new(1);

    public string Kind => ApprovalKinds.Carrier;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var carrier in carriers.All)
        {
            carrier.Gate.Look = cancel => Look(carrier, cancel);
            if (!await Look(carrier, cancellationToken))
                carrier.Stand?.Breaker.Withhold();
        }
        await Recorded(Unconfigured, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var carrier in carriers.All)
                await Look(carrier, stoppingToken);
        }
    }

    /// <summary>Whether it is in force. What cannot be looked at now leaves it as it was.</summary>
    async Task<bool> Look(CarrierDelivery carrier, CancellationToken cancel)
    {
        await Recorded(stop => Compare(carrier, stop), cancel);
        return carrier.Gate.IsOpen;
    }

    async Task Compare(CarrierDelivery carrier, CancellationToken cancel)
    {
        var gate = carrier.Gate;
        var configured = await book.Configured(carrier.Name, carrier.Options, cancel);
        if (gate.IsOpen && CarrierBook.Has(configured, gate.Document))
            return;
        var stored = await book.Stored(carrier.Name, cancel);
        var isSame = CarrierBook.Has(configured, stored.Document);
        if (isSame && stored.IsConfigured)
            gate.Open(stored.Document);
        else if (isSame || !twoPersons.For(Kind))
            await BringIntoForce(gate, new(Kind, carrier.Name, stored.Version + 1, time.GetUtcNow(), isSame ? stored.Document : configured[0]));
        else
            await Ask(carrier, configured, stored.Version, cancel);
    }

    /// <summary>Nobody needs to approve it: it may be, or it was in force before it was taken out of the configuration.</summary>
    async Task BringIntoForce(CarrierGate gate, DocumentRow row)
    {
        await proposals.Write([row, .. changes.Act(Machine.Caller, row)]);
        gate.Open(row.Body.ToArray());
    }

    async Task Ask(CarrierDelivery carrier, IReadOnlyList<byte[]> configured, int from, CancellationToken cancel)
    {
        var gate = carrier.Gate;
        var mine = await Of(carrier.Name, cancel);
        if (gate.Proposal is { } asked && CarrierBook.Has(configured, gate.Document))
        {
            // Asked once in this run. Whoever rejected it is not asked again before the configuration is another, or the node starts anew.
            if (gate.State == GateState.Waiting && mine.FirstOrDefault(one => one.Id == asked)?.State == ProposalState.Rejected)
            {
                gate.Close(GateState.Rejected, gate.Document, asked);
                ApprovalLog.Rejected(log, carrier.Name, asked);
            }
            return;
        }
        var open = mine.Where(static one => one.State == ProposalState.Open).ToList();
        var same = open.FirstOrDefault(one => one.From == from && CarrierBook.Has(configured, one.Body));
        List<DocumentRow> rows = [.. open.Where(one => one != same).SelectMany(TakeBack)];
        if (same is null)
        {
            var (made, more) = proposals.Propose(new(Kind, carrier.Name, from + 1, time.GetUtcNow(), configured[0]), Machine.Caller);
            rows.AddRange(more);
            same = made;
        }
        if (rows.Count > 0)
            await proposals.Write(rows);
        gate.Close(GateState.Waiting, same.Body, same.Id);
        ApprovalLog.Waits(log, carrier.Name, same.Id);
    }

    /// <summary>Carriers that are configured no more: recorded once, and what waits for them is taken back.</summary>
    async Task Unconfigured(CancellationToken cancel)
    {
        foreach (var gone in (await book.Stored(cancel)).Where(one => one.IsConfigured && Find(one.Name) is null))
        {
            var row = new DocumentRow(Kind, gone.Name, gone.Version + 1, time.GetUtcNow(), CarrierBook.Without(gone));
            await proposals.Write([row, .. changes.Act(Machine.Caller, row, "unconfigured")]);
        }
        foreach (var proposal in (await proposals.List(cancel)).Where(one => one.Kind == Kind && one.State == ProposalState.Open && Find(one.Subject) is null))
            await proposals.Write(TakeBack(proposal));
    }

    IReadOnlyList<DocumentRow> TakeBack(Proposal proposal) => proposals.Decide(proposal, approve: false, Machine.Caller, Overtaken);

    public string? WhyTooLate(Proposal proposal) =>
        Find(proposal.Subject) is not { } carrier ? "No such carrier is configured any more."
        : carrier.Gate.Document is { } document && proposal.Body.AsSpan().SequenceEqual(document) ? null : Overtaken;

    /// <summary>Only what is configured at this moment; it is in force when that is durable, and sessions begin.</summary>
    public async Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (Find(proposal.Subject) is not { } carrier || !CarrierBook.Has(await book.Configured(carrier.Name, carrier.Options, cancel), proposal.Body))
                return new Saved.Conflict(proposal.From);
            await proposals.Write(plan(new(Kind, carrier.Name, proposal.From + 1, time.GetUtcNow(), proposal.Body)).Rows);
            carrier.Gate.Open(proposal.Body);
            ApprovalLog.InForce(log, carrier.Name, proposal.Id);
            return new Saved.Stored(proposal.From + 1);
        }
        finally
        {
            _turn.Release();
        }
    }

    public JsonNode? Show(Proposal proposal) => JsonNode.Parse(proposal.Body);

    CarrierDelivery? Find(string name) => carriers.All.FirstOrDefault(one => one.Name == name);

    async Task<List<Proposal>> Of(string carrier, CancellationToken cancel) => [.. (await proposals.List(cancel)).Where(one => one.Kind == Kind && one.Subject == carrier)];

    /// <summary>What fails is looked at again in a moment; a file that is being replaced, a store that does not answer, another node that was faster.</summary>
    async Task Recorded(Func<CancellationToken, Task> act, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await act(cancel);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            ApprovalLog.Failed(log, failure.GetType().Name);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }
}

using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>What is to be committed for a change, and whether it is in force then.</summary>
/// <param name="Proposal">The proposal that it waits as. Null: it is in force.</param>
internal sealed record ChangePlan(IReadOnlyList<DocumentRow> Rows, Proposal? Proposal);

/// <summary>How changes are written: at once with their act, as a proposal, or as the approval of one.</summary>
internal sealed class Changes(Proposals proposals, IActs acts, TwoPersons twoPersons)
{
    /// <summary>Held from when a proposal is found open until it is decided: what is carried out for one is carried out once, and not for one that is turned down meanwhile.</summary>
    public SemaphoreSlim Deciding { get; } = new(1);

    /// <summary>A change by this caller.</summary>
    /// <param name="harmless">It brings nothing into force: a draft.</param>
    public Func<DocumentRow, ChangePlan> By(Caller caller, bool harmless = false) => row =>
    {
        if (harmless || !twoPersons.For(row.Kind))
            return new([row, .. Act(caller, row)], null);
        var (proposal, rows) = proposals.Propose(row, caller);
        return new(rows, proposal);
    };

    /// <summary>The act that stands beside a change that needs nobody else.</summary>
    /// <param name="what">What was done to the document.</param>
    public IReadOnlyList<DocumentRow> Act(Caller caller, DocumentRow row, string what = "changed") => acts.Record(new(caller.Identity, $"{row.Kind}.{what}", $"{row.Kind}/{row.Id}/{row.Version}"));

    /// <summary>The change that was proposed, approved by this caller.</summary>
    public Func<DocumentRow, ChangePlan> Approving(Proposal proposal, Caller caller, string? reason) =>
        row => new([row, .. proposals.Decide(proposal, approve: true, caller, reason)], null);
}

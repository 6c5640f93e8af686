using Tidings.Core.Ports.Rows;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access;

/// <summary>What has been proposed, and what became of it. Each step comes with its act, to be committed in one unit.</summary>
public sealed class Proposals(IStore store, Operators operators, IActs acts, TimeProvider clock)
{
    /// <summary>A new proposal, and the rows that make it one.</summary>
    /// <param name="wanted">The document as it is to be, with the version that it would get.</param>
    public (Proposal Proposal, IReadOnlyList<DocumentRow> Rows) Propose(DocumentRow wanted, Caller caller)
    {
        var now = clock.GetUtcNow();
        var proposal = new Proposal
        {
            Id = $"p{Guid.CreateVersion7(now):N}", Kind = wanted.Kind, Subject = wanted.Id, From = wanted.Version - 1, Body = wanted.Body.ToArray(),
            By = caller.Identity, Behind = caller.Behind, At = now,
        };
        return (proposal, [Row(proposal, 1, now), .. acts.Record(new(caller.Identity, $"{wanted.Kind}.proposed", SubjectOf(proposal)))]);
    }

    /// <summary>
    /// The rows that decide a proposal. It is decided once: a second decision is the same version of the same document, and
    /// the store refuses it with whatever stands beside it.
    /// </summary>
    public IReadOnlyList<DocumentRow> Decide(Proposal proposal, bool approve, Caller caller, string? reason)
    {
        if (approve && proposal.IsOf(caller, operators.PersonOf))
            throw new InvalidOperationException("Nobody approves his own change.");
        var now = clock.GetUtcNow();
        var decided = proposal with
        {
            State = approve ? ProposalState.Approved : ProposalState.Rejected, DecidedBy = caller.Identity, DecidedAt = now, Reason = reason,
        };
        return [Row(decided, 2, now), .. acts.Record(new(caller.Identity, $"{proposal.Kind}.{(approve ? "approved" : "rejected")}", SubjectOf(proposal), reason))];
    }

    /// <summary>Whether it is the caller's own change, by what is known now of who is who.</summary>
    public async ValueTask<bool> IsOwn(Proposal proposal, Caller caller, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        return proposal.IsOf(caller, operators.PersonOf);
    }

    /// <summary>All of them, newest first.</summary>
    public async ValueTask<IReadOnlyList<Proposal>> List(CancellationToken cancel) =>
    [
        .. (await store.ReadDocuments(Proposal.DocumentKind, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty)
            .Select(static row => Proposal.Of(row.Body.Span)).OrderByDescending(static proposal => proposal.Id, StringComparer.Ordinal),
    ];

    public async ValueTask<Proposal?> Find(string id, CancellationToken cancel) => (await List(cancel)).FirstOrDefault(proposal => proposal.Id == id);

    /// <summary>Writes rows of this book that nothing else stands beside.</summary>
    public async ValueTask Write(IReadOnlyList<DocumentRow> rows) => await store.Commit(AuditWriter.UnitOf(rows));

    static DocumentRow Row(Proposal proposal, int version, DateTimeOffset now) => new(Proposal.DocumentKind, proposal.Id, version, now, proposal.ToBytes());

    static string SubjectOf(Proposal proposal) => $"{proposal.Kind}/{proposal.Subject}/{proposal.From + 1} {proposal.Id}";
}

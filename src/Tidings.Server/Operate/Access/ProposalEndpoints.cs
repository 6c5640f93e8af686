using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary><c>/v1/proposals</c>: changes that wait for a second person.</summary>
internal static class ProposalEndpoints
{
    const int LongestReason = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var proposals = endpoints.MapGroup("/v1/proposals").WithTags("Access");
        proposals.MapGet("", List).WithName("ListProposals").WithSummary("What has been proposed and what became of it, newest first").Produces<ProposalList>();
        proposals.MapGet("/{id}", Get).WithName("GetProposal").WithSummary("A proposal with the document that it would bring into force")
            .Produces<ProposalShown>().ProducesProblem(StatusCodes.Status404NotFound);
        proposals.MapPost("/{id}/approve", Approve).WithName("ApproveProposal").WithSummary("Bring somebody else's change into force")
            .Accepts<DecisionAsked>("application/json").Produces<ProposalShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        proposals.MapPost("/{id}/reject", Reject).WithName("RejectProposal").WithSummary("Turn a change down, and say why")
            .Accepts<DecisionAsked>("application/json").Produces<ProposalShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> List(Proposals proposals, CancellationToken cancel) =>
        Results.Json(new ProposalList([.. (await proposals.List(cancel)).Select(static proposal => ProposalShown.Of(proposal))]), AccessJson.Default.ProposalList);

    static async Task<IResult> Get(string id, HttpContext http, Proposals proposals, IEnumerable<IBringsIntoForce> kinds, CancellationToken cancel)
    {
        if (await proposals.Find(id, cancel) is not { } found)
            return NotFound;
        var document = Of(kinds, found)?.Show(found);
        // Whoever is to decide sees all of it.
        if (found.Kind == BankDocuments.SettingsKind && !http.Caller().May(Scope.SettingsWrite | Scope.SettingsApprove))
            TeamMask.Over(document);
        return Results.Json(ProposalShown.Of(found, document), AccessJson.Default.ProposalShown);
    }

    static Task<IResult> Approve(string id, HttpContext http, Proposals proposals, Proposers proposers, Changes changes, IEnumerable<IBringsIntoForce> kinds) =>
        Decide(id, http, proposals, changes, reasonNeeded: false, async (proposal, reason) =>
        {
            if (await proposals.IsOwn(proposal, http.Caller(), http.RequestAborted))
                return new Problem(ProblemCodes.Forbidden) { Detail = "Nobody approves his own change, nor one made with a key of his." };
            if (await proposers.WhyNot(proposal, http.RequestAborted) is { } gone)
                return new Problem(ProblemCodes.ProposerGone) { Detail = $"{gone} {ProposeAnew}" };
            if (Of(kinds, proposal)!.WhyTooLate(proposal) is { } late)
                return new Problem(ProblemCodes.ProposalRanOut) { Detail = $"{late} {ProposeAnew}" };
            var saved = await Of(kinds, proposal)!.Apply(proposal, changes.Approving(proposal, http.Caller(), reason), http.RequestAborted);
            return saved is Saved.Stored ? null : DocumentAnswers.Answer(http, saved);
        });

    static Task<IResult> Reject(string id, HttpContext http, Proposals proposals, Changes changes) => Decide(id, http, proposals, changes, reasonNeeded: true, async (proposal, reason) =>
    {
        await proposals.Write(proposals.Decide(proposal, approve: false, http.Caller(), reason));
        return null;
    });

    /// <param name="decide">Null: done.</param>
    static async Task<IResult> Decide(string id, HttpContext http, Proposals proposals, Changes changes, bool reasonNeeded, Func<Proposal, string?, Task<IResult?>> decide)
    {
        var (asked, wrong) = await AccessJson.Read(http, AccessJson.Default.DecisionAsked);
        if (asked is null)
            return wrong!;
        var reason = asked.Reason?.Trim() is { Length: > 0 } written ? written : null;
        if ((reasonNeeded && reason is null) || reason?.Length > LongestReason || reason?.Any(char.IsControl) == true)
            return AccessJson.Wrong("reason", FieldCodes.Range, $"A reason has 1 to {LongestReason} characters, in one line.", "Say why.");
        await changes.Deciding.WaitAsync(http.RequestAborted);
        try
        {
            return await DecideInTurn(id, http, proposals, reason, decide);
        }
        finally
        {
            changes.Deciding.Release();
        }
    }

    static async Task<IResult> DecideInTurn(string id, HttpContext http, Proposals proposals, string? reason, Func<Proposal, string?, Task<IResult?>> decide)
    {
        if (await proposals.Find(id, http.RequestAborted) is not { } proposal)
            return NotFound;
        if (!ApprovalKinds.Scopes.TryGetValue(proposal.Kind, out var needs) || !http.Caller().May(needs))
            return new Problem(ProblemCodes.Forbidden) { Detail = $"It needs {string.Join(" or ", ScopeNames.Of(needs))}." };
        if (proposal.State != ProposalState.Open)
            return Decided;
        try
        {
            return await decide(proposal, reason) ?? Results.Json(ProposalShown.Of((await proposals.Find(id, http.RequestAborted))!), AccessJson.Default.ProposalShown);
        }
        catch (StoreConflictException)
        {
            // The second decision of a proposal, or a document that has changed since it was proposed.
            return await proposals.Find(id, http.RequestAborted) is { State: ProposalState.Open } ? ChangedSince : Decided;
        }
    }

    static IBringsIntoForce? Of(IEnumerable<IBringsIntoForce> kinds, Proposal proposal) => kinds.FirstOrDefault(kind => kind.Kind == proposal.Kind);

    static Problem NotFound { get; } = new(ProblemCodes.NotFound) { Detail = "There is no proposal with this id." };

    const string ProposeAnew = "Reject it; whoever may propose it can do so anew.";

    static Problem ChangedSince { get; } = new(ProblemCodes.Conflict) { Detail = $"What it would change has changed since. {ProposeAnew}" };

    static Problem Decided { get; } = new(ProblemCodes.Conflict) { Detail = "It is decided already." };
}

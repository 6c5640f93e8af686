using System.Text.Json.Nodes;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Decide;

namespace Tidings.Server.Operate.Access;

/// <summary>Makes the change of a proposal of one kind, in the room that owns such documents.</summary>
internal interface IBringsIntoForce
{
    string Kind { get; }

    /// <summary>Why what was proposed would be worth nothing by now, since its time has run out, in a sentence for people; null: it has not.</summary>
    string? WhyTooLate(Proposal proposal) => null;

    /// <summary>Checks the document once more, against what is in force now, and writes it as <paramref name="plan"/> says.</summary>
    Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel);

    /// <summary>The document as whoever is to approve it sees it.</summary>
    JsonNode? Show(Proposal proposal);
}

using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Core.Decide;

/// <summary>What was decided of one event: who is told what, by which words, and what is not told.</summary>
/// <param name="Drafts">What each message was written from, in the order of <paramref name="Messages"/>.</param>
public sealed record Decision(IReadOnlyList<Draft> Drafts, IReadOnlyList<Message> Messages, IReadOnlyList<Suppression> Suppressions, StateDelta Delta)
{
    /// <summary>Of a step of a verification: what came of it. Null: it is something else.</summary>
    public VerificationAnswer? Verification { get; init; }

    /// <summary>Of a payment: what it was judged to be. Null: it is something else, or fraud is not sought.</summary>
    public FraudAnswer? Fraud { get; init; }
}

using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Core.Decide;

/// <summary>The outcome of the whole pure half of an event's way: what to journal. Each message is composed and linted.</summary>
public sealed record Decided(IReadOnlyList<Message> Messages, IReadOnlyList<Suppression> Suppressions, StateDelta Delta)
{
    /// <summary>Of a step of a verification: what came of it. Null: it is something else.</summary>
    public VerificationAnswer? Verification { get; init; }

    /// <summary>Of a payment: what it was judged to be. Null: it is something else, or fraud is not sought.</summary>
    public FraudAnswer? Fraud { get; init; }

    /// <summary>Nothing is sent or remembered of it. There is nothing to journal; whoever asks a thousand times must not fill a customer's window of known events.</summary>
    public bool IsIdle => Verification is not null && Messages.Count == 0 && Suppressions.Count == 0 && Delta.Changes.Count == 0;
}

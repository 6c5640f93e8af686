using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Verify;
using Payment = Tidings.Core.Decide.Fraud.Payment;

namespace Tidings.Core.Decide;

/// <summary>What a decision collects. Most events yield one of each or none: a list is made only when there is something to put in.</summary>
internal struct Findings
{
    List<Draft>? _drafts;
    List<Message>? _messages;
    List<Suppression>? _suppressions;
    List<StateChange>? _changes;

    /// <summary>What came of a step of a verification. Null: it is something else.</summary>
    public VerificationAnswer? Verification { get; set; }

    /// <summary>What a payment was judged to be. Null: it is no payment, or fraud is not sought.</summary>
    public FraudAnswer? Fraud { get; set; }

    /// <summary>The payment that the event is, or books, as it is remembered. Null: it is none, or fraud is not sought.</summary>
    public Payment? Payment { get; set; }

    public readonly int DraftCount => _drafts?.Count ?? 0;

    public readonly IReadOnlyList<Draft> Drafts => _drafts ?? (IReadOnlyList<Draft>)[];
    public readonly IReadOnlyList<Message> Messages => _messages ?? (IReadOnlyList<Message>)[];
    public readonly IReadOnlyList<Suppression> Suppressions => _suppressions ?? (IReadOnlyList<Suppression>)[];
    public readonly IReadOnlyList<StateChange> Changes => _changes ?? (IReadOnlyList<StateChange>)[];

    public void Add(Draft draft, Message message)
    {
        (_drafts ??= new(1)).Add(draft);
        (_messages ??= new(1)).Add(message);
    }

    /// <summary>How many texts of this event a limit has counted already.</summary>
    public readonly int Counted(ulong key)
    {
        var count = 0;
        foreach (var change in _changes ?? (IReadOnlyList<StateChange>)[])
            if (change is TextCounted counted && counted.Key == key)
                count++;
        return count;
    }

    /// <summary>The event's debit is gathered already.</summary>
    public readonly bool Gathers => _changes?.Exists(static change => change is DebitGathered) == true;

    public void Add(Suppression suppression) => (_suppressions ??= new(2)).Add(suppression);
    public void Add(StateChange change) => (_changes ??= new(1)).Add(change);
}

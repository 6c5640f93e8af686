using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>A payment was judged, and is remembered. As it lies in memory: <see cref="Payment"/>'s members are never moved, and a new one stands at its end under a change of its own.</summary>
/// <param name="Awaits">The print by which its booking is known (<see cref="Expected"/>); 0: it is booked, or no booking follows.</param>
[MemoryPackable]
public sealed partial record PaymentSeen(Payment Payment, ulong Awaits) : StateChange;

/// <summary>The booking of a payment that was seen before: it is no other one.</summary>
[MemoryPackable]
public sealed partial record PaymentBooked(ulong Awaited) : StateChange;

/// <summary>A text tells the customer of a payment that he is not asked about.</summary>
[MemoryPackable]
public sealed partial record PaymentTold(ToldPayment Told) : StateChange;

/// <summary>What he was told of up to then, in UTC ticks, cannot be denied any more.</summary>
[MemoryPackable]
public sealed partial record ToldForgotten(long Ticks) : StateChange;

/// <summary>What a payment was in truth, as far as somebody knows who must.</summary>
[MemoryPackable]
public sealed partial record PaymentLabelled(Payment Payment, bool Fraud) : StateChange;

/// <summary>What a bank that waits was told of a payment that is no question of its own, for who asks again.</summary>
/// <param name="Question">The key of the question that it belongs to; 0: none.</param>
[MemoryPackable]
public sealed partial record PaymentAdvised(ulong Key, ulong Question, double Points, FraudAdvice Advice, string[] Reasons) : StateChange;

/// <summary>A question as it stands from now on.</summary>
/// <param name="Asked">It is asked by this row.</param>
/// <param name="OpensCase">A person is to look at it from now on.</param>
[MemoryPackable]
public sealed partial record QuestionKept(FraudQuestion Question, bool Asked, bool OpensCase) : StateChange
{
    /// <summary>It ended by this. Of no use later: the row names its questions apart.</summary>
    [MemoryPackIgnore] public bool Ends { get; private init; }

    /// <summary>As it stands without news of it: one more payment, or a text.</summary>
    public static QuestionKept Still(FraudQuestion question) => new(question, false, false);

    /// <summary>As it ended.</summary>
    /// <param name="asked">By the row that would have asked it.</param>
    public static QuestionKept Ended(FraudQuestion question, QuestionStatus status, DateTimeOffset at, FraudAsking asking, bool asked = false)
    {
        var wants = status switch { QuestionStatus.Confirmed or QuestionStatus.Open => false, QuestionStatus.Unanswered => asking.NoAnswer == FraudNoAnswer.Case, _ => true };
        return new(question with { Status = status, EndedAt = at, Due = null, HasCase = question.HasCase || wants }, asked, wants && !question.HasCase) { Ends = true };
    }
}

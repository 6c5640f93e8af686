using MemoryPack;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>What a payment was judged to be.</summary>
/// <param name="Question">The key of the question that it belongs to. Null: nobody is asked.</param>
public readonly record struct FraudAnswer(FraudJudgement Judged, ulong? Question);

/// <summary>The same, for whoever waits for it before he books.</summary>
/// <param name="Reasons">In plain words, the weightiest first.</param>
/// <param name="Row">The row that the question was asked with: its id for everybody. Default: nobody is asked.</param>
/// <param name="Key">The question's key.</param>
[MemoryPackable]
public sealed partial record PaymentAdvice(double Points, FraudAdvice Advice, string[] Reasons, MessageId Row, ulong Key);

/// <summary>What a journal row says of a question: that it is asked, or how it ended.</summary>
/// <param name="Row">The row that it was asked with; default: this one.</param>
/// <param name="AskedBecause">Why its customer was asked.</param>
[MemoryPackable]
public sealed partial record DecidedQuestion(ulong Key, MessageId Row, QuestionStatus Status, double Points, string[] Reasons, string Source, string Event, int Payments, bool OpensCase, AskedBecause AskedBecause = AskedBecause.Unusual)
{
    /// <summary>What others may hear of a row's change; null: nothing new.</summary>
    public static DecidedQuestion? Of(QuestionKept kept) => kept.Asked || kept.Ends
        ? new(kept.Question.Key, kept.Question.Row, kept.Question.Status, kept.Question.Points, kept.Question.Reasons, kept.Question.Asked.Source, kept.Question.Asked.Id, kept.Question.Gathered.Length + 1, kept.OpensCase, kept.Question.AskedBecause)
        : null;
}

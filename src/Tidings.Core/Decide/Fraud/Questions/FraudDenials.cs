using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>
/// NO to an ordinary alert. One word may be meant for anything, and a card must not be blocked for it: the customer is asked whether he means the payment that he was told of last, by its name, and his second NO counts.
/// </summary>
internal static class FraudDenials
{
    static readonly string[] Because = ["the customer wrote NO after an alert of it"];
    static readonly IReadOnlyList<Reason> Asks = [new("reply", "the customer wrote NO after an alert of this payment")], AsksFurther = [new("reply", "the customer wrote NO, and the payment that he was told of later was his")];

    /// <summary>The payment that he denies. Null: none, and the text is about something else.</summary>
    /// <param name="taker">The question that would take the text as its answer. Null: none would.</param>
    public static ToldPayment? Denied(in Facts facts, InboundReply reply, SaidAnswer said, FraudQuestion? taker)
    {
        // Two who share a number would both be asked, and one NO answer both: it is the one who was texted last.
        if (said is not { Yes: false, Denies: not Denial.None } || !reply.Answered || facts.State.Fraud is not { Questions: var questions })
            return null;
        foreach (var question in questions)
            if (question.IsOpen || (question.TakesAnswer && question.Number == said.Number))
                return null;
        // Who was told of a payment after a question had ended means the payment.
        return TellingOfPayments.Last(facts, reply.From, taker is null ? DateTimeOffset.MinValue : taker.EndedAt ?? taker.AskedAt, facts.Now);
    }

    public static AnswerKind Decide(in Facts facts, ToldPayment told, InboundReply reply, SaidAnswer said, CustomerProfile profile, Func<CompiledRule, Suppression?> refuses, ref Findings found)
    {
        var (question, asking) = (Of(told), facts.Book.Fraud.Rules.Asking);
        var begun = FraudAsk.Begun(facts, question);
        if (FraudReplies.Doubt(facts, begun, reply, profile) is { } doubt)
        {
            // To ask would be in vain: whatever is answered from there proves nothing.
            found.Add(QuestionKept.Ended(begun, QuestionStatus.Untrusted, facts.Now, asking, asked: true));
            found.Add(doubt);
            return AnswerKind.None;
        }
        if (asking.DenyAtOnce && said.Denies == Denial.Alone && IsTheFirst(facts, told, reply))
        {
            found.Add(QuestionKept.Ended(begun, QuestionStatus.Denied, facts.Now, asking, asked: true));
            found.Add(new PaymentLabelled(told.Payment, true));
            return FraudReplies.Write(facts, FraudTexts.No, begun, profile, refuses, false, reply.From, ref found);
        }
        return Ask(facts, question, profile, Asks, null, ref found);
    }

    /// <summary>Not one that he says twice, having denied what he was told of later; nor one that another may mean, with whom he shares the number.</summary>
    static bool IsTheFirst(in Facts facts, ToldPayment told, InboundReply reply)
    {
        foreach (var question in facts.State.Fraud!.Questions)
            if (question is { Status: QuestionStatus.Denied, AskedBecause: AskedBecause.DeniedAlert } && question.EndedAt >= told.At)
                return false;
        return reply.Sharers < 2;
    }

    /// <summary>He said NO, and it was not the last one that he meant: the one before it is asked about, of which he was told in the same time.</summary>
    /// <returns>Null: there is none.</returns>
    public static AnswerKind? AskFurther(in Facts facts, FraudQuestion confirmed, InboundReply reply, CustomerProfile profile, ref Findings found) =>
        confirmed.AskedBecause == AskedBecause.DeniedAlert && TellingOfPayments.Last(facts, reply.From, DateTimeOffset.MinValue, confirmed.AskedAt) is { } before
            ? Ask(facts, Of(before), profile, AsksFurther, confirmed.Key, ref found) : null;

    static AnswerKind Ask(in Facts facts, FraudQuestion question, CustomerProfile profile, IReadOnlyList<Reason> reasons, ulong? ended, ref Findings found)
    {
        var before = found.DraftCount;
        FraudAsk.Ask(facts, FraudTexts.NotYou, question, profile, reasons, ref found, ended: ended);
        return found.DraftCount > before ? AnswerKind.Asked : AnswerKind.None;
    }

    static FraudQuestion Of(ToldPayment told) => new() { Key = told.Payment.Id, Asked = told.Asked, Payment = told.Payment, Points = told.Points, Reasons = Because, AskedBecause = AskedBecause.DeniedAlert };
}

using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Asks a customer about a payment; where he cannot be asked a person is called.</summary>
internal static class FraudAsk
{
    /// <param name="question">Without its number and times.</param>
    /// <param name="ended">The question that ends by the same event. Null: none does.</param>
    public static void Ask(in Facts facts, CompiledRule rule, FraudQuestion question, CustomerProfile profile, IReadOnlyList<Reason> reasons, ref Findings found, FraudReasonTold? why = null, ulong? ended = null)
    {
        var (asking, before) = (facts.Book.Fraud.Rules.Asking, found.DraftCount);
        question = Begun(facts, question) with { Due = facts.Now + (asking.RemindAfter > TimeSpan.Zero && asking.RemindAfter < asking.GiveUpAfter ? asking.RemindAfter : asking.GiveUpAfter) };
        var others = false;
        foreach (var other in Questions(facts))
            others |= other.IsOpen && other.Key != ended;
        FraudDrafts.Write(facts, rule, question, profile, reasons, others, ref found, why: why);
        found.Add(found.DraftCount > before ? new QuestionKept(question, true, false) : QuestionKept.Ended(question, QuestionStatus.Unreachable, facts.Now, asking, asked: true));
    }

    /// <summary>With its number, asked now.</summary>
    public static FraudQuestion Begun(in Facts facts, FraudQuestion question) => question with { Number = FreeNumber(Questions(facts)), AskedAt = facts.Now };

    static ReadOnlySpan<FraudQuestion> Questions(in Facts facts) => facts.State.Fraud is { } memory ? memory.Questions : [];

    /// <summary>The least that no open question has.</summary>
    static byte FreeNumber(ReadOnlySpan<FraudQuestion> questions)
    {
        for (byte number = 1; ; number++)
        {
            var taken = false;
            foreach (var question in questions)
                taken |= question.TakesAnswer && question.Number == number;
            if (!taken || number == 9)
                return number;
        }
    }
}

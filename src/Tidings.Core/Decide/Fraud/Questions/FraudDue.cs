namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>The next step of a question that nobody has answered: once more, then the bank's choice.</summary>
internal static class FraudDue
{
    public static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.State.Fraud?.Find(facts.Event.Question) is not { IsOpen: true } question)
            return;
        var (asking, now) = (facts.Book.Fraud.Rules.Asking, facts.Now);
        var end = question.AskedAt + asking.GiveUpAfter;
        if (facts.Profile is { } profile && !question.Reminded && now < end)
        {
            var numbered = false;
            foreach (var other in facts.State.Fraud.Questions)
                numbered |= other.IsOpen && other.Key != question.Key;
            FraudDrafts.Write(facts, FraudTexts.Remind, question, profile, FraudTexts.Remind.Triggered, numbered, ref found);
            found.Add(QuestionKept.Still(question with { Reminded = true, Due = end }));
            return;
        }
        found.Add(QuestionKept.Ended(question, QuestionStatus.Unanswered, now, asking));
    }
}

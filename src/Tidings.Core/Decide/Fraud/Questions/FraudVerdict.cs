namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>What a person found out stands above what the customer said: it labels all payments of the question.</summary>
internal static class FraudVerdict
{
    public static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.State.Fraud?.Find(facts.Event.Question) is not { } question)
            return;
        var fraud = facts.Event.Status == "fraud";
        var status = fraud ? QuestionStatus.Denied : QuestionStatus.Confirmed;
        if (question.Status == status)
            return;
        found.Add(QuestionKept.Ended(question with { HasCase = true }, status, facts.Now, facts.Book.Fraud.Rules.Asking));
        found.Add(new PaymentLabelled(question.Payment, fraud));
        foreach (ref readonly var gathered in question.Gathered.AsSpan())
            found.Add(new PaymentLabelled(gathered, fraud));
    }
}

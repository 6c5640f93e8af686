using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>A customer's answer to what he was asked. What it means stands whether or not he can be answered.</summary>
internal static class FraudReplies
{
    /// <summary>So long he may say that it was not he after all.</summary>
    static readonly TimeSpan MayDeny = TimeSpan.FromHours(24);

    /// <returns>What answers it; null: the text is about no question, and is read as any other.</returns>
    public static AnswerKind? Decide(in Facts facts, InboundReply reply, CustomerProfile profile, Func<CompiledRule, Messages.Suppression?> refuses, ref Findings found)
    {
        if (facts.State.Fraud is not { Questions: var questions })
            return null;
        if (reply.Meaning == ReplyMeaning.Stop)
        {
            Stop(facts, questions, ref found);
            return null;
        }
        if (reply.Meaning is not (ReplyMeaning.Unclear or ReplyMeaning.Courtesy))
            return null;
        var said = AnswerWords.Read(reply.Text);
        if (said.Yes is not { } yes || reply.Incomplete)
            return reply.Meaning == ReplyMeaning.Courtesy ? null : Unclear(facts, profile, questions, refuses, ref found);
        var question = Which(questions, said, facts.Now, out var asked, out var several);
        if (FraudDenials.Denied(facts, reply, said, question ?? asked) is { } told)
            return FraudDenials.Decide(facts, told, reply, said, profile, refuses, ref found);
        if (question is not null)
            return Answered(facts, question, yes, reply, profile, refuses, ref found);
        // An answer with a number that is nobody's must not go unheard.
        return several ? Write(facts, FraudTexts.Which, asked!, profile, refuses, true, reply.From, ref found) : Unclear(facts, profile, questions, refuses, ref found);
    }

    static AnswerKind Answered(in Facts facts, FraudQuestion question, bool yes, InboundReply reply, CustomerProfile profile, Func<CompiledRule, Messages.Suppression?> refuses, ref Findings found)
    {
        var asking = facts.Book.Fraud.Rules.Asking;
        if (Doubt(facts, question, reply, profile) is { } doubt)
        {
            // Told once: whose number it is may write as often as he likes.
            if (question.Status != QuestionStatus.Untrusted)
                found.Add(QuestionKept.Ended(question, QuestionStatus.Untrusted, facts.Now, asking));
            found.Add(doubt);
            return AnswerKind.None;
        }
        found.Add(QuestionKept.Ended(question, yes ? QuestionStatus.Confirmed : QuestionStatus.Denied, facts.Now, asking));
        found.Add(new PaymentLabelled(question.Payment, !yes));
        // Who denies one denies what looked as unusual at the same place; who confirms one was asked about that one.
        foreach (ref readonly var gathered in yes ? [] : question.Gathered.AsSpan())
            found.Add(new PaymentLabelled(gathered, true));
        if (yes && FraudDenials.AskFurther(facts, question, reply, profile, ref found) is { } further)
            return further;
        return Write(facts, yes ? FraudTexts.Yes : FraudTexts.No, question, profile, refuses, false, reply.From, ref found);
    }

    /// <summary>Why an answer proves nothing; null: it does. Whoever waits until a changed number is old enough has no better one for it: what counts is how old it was when it was asked.</summary>
    public static Messages.Suppression? Doubt(in Facts facts, FraudQuestion question, InboundReply reply, CustomerProfile profile)
    {
        if (profile.Phones is not [var asked, ..] || asked != reply.From)
            return FraudTexts.Yes.Suppressed("another-number", "the answer came from another number than the one that is asked: who took the account over may have added it, and a person looks at it");
        var distrust = facts.Book.Fraud.Rules.Asking.DistrustNumberFor;
        return distrust > TimeSpan.Zero && facts.State.PhoneChangedAt is { } changed && question.AskedAt - changed < distrust
            ? FraudTexts.Yes.Suppressed("number-changed", "the answer came from a number that was changed lately: it proves nothing, and a person looks at it")
            : null;
    }

    /// <summary>Of several, the one whose number he names, or the only one that is open: its text named no number. NO takes back a YES for a day, if he has denied nothing since: whoever says NO twice means the same. YES undoes no NO: a person does.</summary>
    static FraudQuestion? Which(ReadOnlySpan<FraudQuestion> questions, SaidAnswer said, DateTimeOffset now, out FraudQuestion? newest, out bool several)
    {
        (newest, several) = (null, false);
        FraudQuestion? named = null, last = null, only = null;
        var (count, open, denied) = (0, 0, default(DateTimeOffset?));
        foreach (var question in questions)
        {
            if (question is { Status: QuestionStatus.Confirmed, EndedAt: { } at } && now - at < MayDeny && !(last?.EndedAt > at))
                last = question;
            if (question.Status == QuestionStatus.Denied && !(denied > question.EndedAt))
                denied = question.EndedAt;
            if (!question.TakesAnswer || question.AskedAt < now - FraudQuestion.Remembered)
                continue;
            (count, newest) = (count + 1, question);
            if (question.IsOpen)
                (open, only) = (open + 1, question);
            if (question.Number == said.Number)
                named = question;
        }
        if (named is null && said.Number is null && open == 1)
            return only;
        if (named is not null || count == 1)
            // One alone is meant whatever the number, but not one that is another's.
            return named ?? (said.Number is null ? newest : null);
        several = count > 1;
        return count == 0 && said.Yes == false && !(denied > last?.EndedAt) ? last : null;
    }

    /// <summary>What is no answer is asked again once. After that it is read as any other text.</summary>
    static AnswerKind? Unclear(in Facts facts, CustomerProfile profile, ReadOnlySpan<FraudQuestion> questions, Func<CompiledRule, Messages.Suppression?> refuses, ref Findings found)
    {
        FraudQuestion? newest = null;
        var open = 0;
        foreach (var question in questions)
            if (question.IsOpen)
                (newest, open) = (question, open + 1);
        if (newest is null or { AskedAgain: true })
            return null;
        found.Add(QuestionKept.Still(newest with { AskedAgain = true }));
        return Write(facts, FraudTexts.AskAgain, newest, profile, refuses, open > 1, null, ref found);
    }

    /// <summary>Whoever writes STOP to a question may mean the payment. He is not asked again, and a person looks at it at once.</summary>
    static void Stop(in Facts facts, ReadOnlySpan<FraudQuestion> questions, ref Findings found)
    {
        foreach (var question in questions)
            if (question.IsOpen)
                found.Add(QuestionKept.Ended(question, QuestionStatus.Stopped, facts.Now, facts.Book.Fraud.Rules.Asking));
    }

    public static AnswerKind Write(in Facts facts, CompiledRule rule, FraudQuestion question, CustomerProfile profile, Func<CompiledRule, Messages.Suppression?> refuses, bool numbered, Msisdn? to, ref Findings found)
    {
        if (refuses(rule) is { } why)
        {
            found.Add(why);
            return AnswerKind.None;
        }
        var before = found.DraftCount;
        FraudDrafts.Write(facts, rule, question, profile, [new("reply", "an answer to what the customer wrote about a payment")], numbered, ref found, to);
        return found.DraftCount > before ? AnswerKind.Asked : AnswerKind.None;
    }
}

using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Track;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Judges a payment by what was before it, remembers it, and asks its customer where it is unusual.</summary>
internal static class FraudRun
{
    static readonly CustomerHistory Nothing = new();

    public static void Decide(in Facts facts, ref Findings found)
    {
        var book = facts.Book.Fraud;
        if (!book.IsOn || facts.Profile is not { } profile || facts.Event is { Amount: null } or { Unjudged: true })
            return;
        var zone = TimeZones.Of(profile.TimeZone, facts.Book.Bank);
        var offset = (short)zone.GetUtcOffset(facts.Event.Time).TotalMinutes;
        if (PaymentOf.Event(facts.Event, facts.Key, book.Rules, offset) is not { } read)
        {
            // What cannot be weighed he may deny all the same.
            found.Payment = PaymentOf.Unweighed(facts.Event, facts.Key, offset) is { } unweighed ? NotAhead(unweighed, facts.Now) : null;
            return;
        }
        var payment = NotAhead(read, facts.Now);
        var memory = facts.State.Fraud;
        var print = PrintOf(facts.Event);
        if (PaymentStage.IsBooked(facts.Event) && memory?.Awaited(print, payment) is { } awaited)
        {
            found.Add(new PaymentBooked(print));
            found.Payment = awaited;
            return;
        }
        var around = facts.Counterparties?.Around(payment) ?? default;
        var judged = book.Judge(payment, facts.Event, memory?.History ?? Nothing, around, facts.Now, facts.Explains);
        found.Add(new PaymentSeen(payment, PaymentStage.IsBookedLater(facts.Event) ? print : 0));
        (found.Fraud, found.Payment) = (new(judged, null), payment);
        if (book.Rules.Mode == FraudMode.Live && judged.Advice != FraudAdvice.Allow)
            found.Fraud = Advised(facts, judged, Unusual(facts, profile, payment, judged, ref found), ref found);
        else if (judged.ShadowAdvice != FraudAdvice.Allow || judged.Advice != FraudAdvice.Allow)
            found.Add(FraudTexts.Ask.Suppressed("shadow", "in shadow: a customer would be asked about this payment, and is not"));
    }

    /// <summary>One clock that runs ahead must not carry along all that anybody pays at the same place until its time has come.</summary>
    static Payment NotAhead(in Payment payment, DateTimeOffset now) => payment with { At = Math.Min(payment.At, (uint)now.ToUnixTimeSeconds()) };

    /// <summary>Nobody holds a payment for an answer that cannot come: where nobody is asked it is allowed, and where he has said already that it is not he, declined. What no question says is remembered for who asks again.</summary>
    static FraudAnswer Advised(in Facts facts, in FraudJudgement judged, ulong? question, ref Findings found)
    {
        var denied = question is { } one && facts.State.Fraud?.Find(one) is { Status: QuestionStatus.Denied };
        var advice = judged.Advice != FraudAdvice.Ask ? judged.Advice : question is null ? FraudAdvice.Allow : denied ? FraudAdvice.Decline : FraudAdvice.Ask;
        if (facts.Event.Advised && advice != FraudAdvice.Allow && question != facts.Key)
            found.Add(new PaymentAdvised(facts.Key, question ?? 0, judged.Points, advice, [.. judged.Reasons.Select(static reason => reason.Words)]));
        return new(judged with { Advice = advice }, question);
    }

    /// <returns>The question that the payment belongs to now. Null: none.</returns>
    static ulong? Unusual(in Facts facts, CustomerProfile profile, in Payment payment, in FraudJudgement judged, ref Findings found)
    {
        var asking = facts.Book.Fraud.Rules.Asking;
        ReadOnlySpan<FraudQuestion> questions = facts.State.Fraud is { } memory ? memory.Questions : [];
        if (facts.Event.Untold || facts.Now - facts.Event.Time > asking.MaxAge)
        {
            found.Add(FraudTexts.Ask.Suppressed("too-old", "it happened too long ago to ask about, or nobody was to be told"));
            return null;
        }
        FraudQuestion? with = null;
        var open = 0;
        foreach (var question in questions)
        {
            open += question.IsOpen ? 1 : 0;
            if (question.AskedAt > facts.Now - asking.GatherFor && question.Shares(payment))
                with = question;
        }
        // Who says that it was he at this shop need not say so for each thing that he buys there; what would be declined is asked about all the same.
        if (with is { Status: QuestionStatus.Confirmed } && judged.Advice == FraudAdvice.Ask)
        {
            found.Add(FraudTexts.Ask.Suppressed("confirmed-before", "the customer confirmed a payment at the same place lately"));
            return null;
        }
        if (with is null or { Status: QuestionStatus.Confirmed } && open >= FraudQuestion.MostOpen)
            foreach (var question in questions)
                if (question.IsOpen)
                    with = question;
        if (with is { Status: not QuestionStatus.Confirmed } one)
        {
            if (one.Gathered.Length < FraudQuestion.MostGathered)
                found.Add(QuestionKept.Still(one with { Gathered = [.. one.Gathered, payment] }));
            found.Add(FraudTexts.Ask.Suppressed("gathered", "it belongs to a question that the customer was asked already"));
            // He has said that he does not pay there: it is known what this one is.
            if (one.Status == QuestionStatus.Denied)
                found.Add(new PaymentLabelled(payment, true));
            return one.Key;
        }
        return Ask(facts, profile, payment, judged, ref found);
    }

    static ulong Ask(in Facts facts, CustomerProfile profile, in Payment payment, in FraudJudgement judged, ref Findings found)
    {
        var question = new FraudQuestion
        {
            Key = facts.Key, Asked = AskedPayment.Of(facts.Event), Payment = payment, Points = judged.Points, Advice = judged.Advice, Reasons = [.. judged.Reasons.Select(static reason => reason.Words)],
        };
        FraudAsk.Ask(facts, FraudTexts.Ask, question, profile, [.. FraudTexts.Ask.Triggered, new("fraud", Said(judged))], ref found, judged.Reasons.Count > 0 ? judged.Reasons[0] : null);
        return question.Key;
    }

    static string Said(in FraudJudgement judged) => judged.Reasons.Count == 0
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{judged.Points:0} points")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{judged.Points:0} points: {string.Join(", ", judged.Reasons.Select(static reason => reason.Words))}");

    static ulong PrintOf(Events.BankEvent happened) =>
        StableHash.Of('b', happened.Merchant ?? happened.Counterparty ?? "", StableHash.Of('a', string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{happened.Amount}")));
}

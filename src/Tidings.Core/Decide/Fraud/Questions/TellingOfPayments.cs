using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Which payments a customer was told of by an ordinary text, so that he may say that it was not he.</summary>
internal static class TellingOfPayments
{
    static bool Counts(FraudRules rules) => rules.Mode == FraudMode.Live && rules.Asking.DeniableFor > TimeSpan.Zero;

    /// <param name="at">When the text goes.</param>
    public static void Remember(in Facts facts, DateTimeOffset at, ref Findings found)
    {
        if (found.Payment is not { Id: not 0 } payment || !Counts(facts.Book.Fraud.Rules) || facts.Event.Untold || found.Fraud?.Question is not null || IsAskedAbout(facts.State, payment.Id))
            return;
        found.Add(new PaymentTold(new(AskedPayment.Of(facts.Event), payment, (float)(found.Fraud?.Judged.Points ?? 0), at.UtcTicks)));
    }

    static bool IsAskedAbout(CustomerState state, ulong payment)
    {
        foreach (var question in state.Fraud is { } memory ? memory.Questions : [])
            if (question.IsAbout(payment))
                return true;
        return false;
    }

    /// <summary>The one that he heard of last, of those that he may still deny from this number. Null: there is none.</summary>
    /// <param name="after">What he heard of up to then is not meant.</param>
    /// <param name="until">Nor what he heard of later than this.</param>
    public static ToldPayment? Last(in Facts facts, CustomerProfile profile, Msisdn from, DateTimeOffset after, DateTimeOffset until)
    {
        if (facts.State.Fraud is not { } memory || !Counts(facts.Book.Fraud.Rules))
            return null;
        ToldPayment? last = null;
        foreach (var told in memory.Told)
            if (told.At > after && told.At <= until && facts.Now - told.At < facts.Book.Fraud.Rules.Asking.DeniableFor && told.Ticks >= (last?.Ticks ?? 0) && ToldTo(facts, profile, told) == from)
                last = told;
        return last;
    }

    /// <summary>The number that was the first then.</summary>
    static Msisdn? ToldTo(in Facts facts, CustomerProfile profile, ToldPayment told) =>
        facts.State.PhoneChangedAt > told.At ? facts.State.FormerPhone(facts.Now) : profile.Phones is [var first, ..] ? first : null;
}

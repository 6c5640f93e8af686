using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Which payments a customer was told of by an ordinary text, so that he may say that it was not he.</summary>
internal static class TellingOfPayments
{
    static bool Counts(FraudRules rules) => rules.Mode == FraudMode.Live && rules.Asking.DeniableFor > TimeSpan.Zero;

    /// <param name="at">When the text goes, to the number that is his first now.</param>
    public static void Remember(in Facts facts, DateTimeOffset at, ref Findings found)
    {
        if (found.Payment is not { Id: not 0 } payment || facts.Profile?.Phones is not [var to, ..] || !Counts(facts.Book.Fraud.Rules) || facts.Event.Untold || found.Fraud?.Question is not null || IsAskedAbout(facts.State, payment.Id))
            return;
        found.Add(new PaymentTold(new(AskedPayment.Of(facts.Event), payment, (float)(found.Fraud?.Judged.Points ?? 0), at.UtcTicks, ToldPayment.NumberOf(to))));
    }

    /// <summary>What may not be denied any more takes no room.</summary>
    public static void Forget(in Facts facts, ref Findings found)
    {
        if (facts.State.Fraud is { } memory && (facts.Now - facts.Book.Fraud.Rules.Asking.DeniableFor).UtcTicks is var ticks && memory.ToldUpTo(ticks))
            found.Add(new ToldForgotten(ticks));
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
    public static ToldPayment? Last(in Facts facts, Msisdn from, DateTimeOffset after, DateTimeOffset until)
    {
        if (facts.State.Fraud is not { } memory || !Counts(facts.Book.Fraud.Rules))
            return null;
        var (number, last) = (ToldPayment.NumberOf(from), default(ToldPayment));
        foreach (var told in memory.Told)
            if (told.At > after && told.At <= until && facts.Now - told.At < facts.Book.Fraud.Rules.Asking.DeniableFor && told.Ticks >= (last?.Ticks ?? 0) && told.To == number)
                last = told;
        return last;
    }
}

using System.Security.Cryptography;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>
/// What comes of a step of a verification. It is decided where everything of the customer is, one after the other, so that of a hundred right answers at once one wins, and no more wrong ones are judged than the
/// purpose says.
/// </summary>
public static class VerificationDecision
{
    internal static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.Event.Verification is not { } step)
            return;
        if (AuthenticatorDecision.IsFor(step.Act))
            found.Verification = AuthenticatorDecision.Decide(facts, step, ref found);
        else if (step.Act == VerificationAct.Start)
            found.Verification = VerificationStart.Decide(facts, step, ref found);
        else if ((facts.State.FindVerification(step.Key) ?? step.Begun) is not { } known || (step.Act != VerificationAct.Expire && known.IsForgotten(step.At)))
            found.Verification = new(VerificationOutcome.Unknown, null);
        else if (known.Status != VerificationStatus.Pending)
            found.Verification = new(VerificationOutcome.Over, known);
        else if (step.At >= known.ExpiresAt)
            found.Verification = Keep(known.After(VerificationFact.TimeOver), step.Act == VerificationAct.Expire ? VerificationOutcome.Done : VerificationOutcome.Over, ref found);
        else
            found.Verification = step.Act switch
            {
                VerificationAct.Check => Check(facts, step, known, ref found),
                VerificationAct.Resend => VerificationStart.Resend(facts, step, known, ref found),
                VerificationAct.Cancel => Keep(known.After(VerificationFact.EndedByBank), VerificationOutcome.Done, ref found),
                // Its time was put off by another code.
                _ => new(VerificationOutcome.TooSoon, known),
            };
    }

    static VerificationAnswer Check(in Facts facts, VerificationStep step, Verification known, ref Findings found)
    {
        if (StartGuards.Waits(facts, known) is { } waits)
            return waits;
        // So many wrong ones have come for this customer that no guess is looked at any more, whichever verification it is for.
        if (SendLimits.HasTooManyWrong(facts, known.Asked))
            return Keep(known.After(VerificationFact.LastWrongCode), VerificationOutcome.Over, ref found);
        if (!Payment.Same(known.Payment, step.Payment))
            return Keep(known.After(VerificationFact.PaymentChanged), VerificationOutcome.Wrong, ref found);
        if (StartGuards.TakeGuess(facts, known) is { } tripped)
            return tripped;
        // All of it is compared whatever the rest says: neither the answer nor its time tells what was wrong, nor that no code would have been right.
        var used = known.Means switch
        {
            VerificationMeans.Totp => AuthenticatorDecision.Prove(facts, step.Typed ?? ""),
            VerificationMeans.Passkey => AuthenticatorDecision.Prove(facts, step.Signed),
            _ => null,
        };
        var right = (known.Code.IsAmong(step.Guesses) | used is not null)
            & CryptographicOperations.FixedTimeEquals(known.Session ?? [], step.Session ?? [])
            & string.Equals(known.Purpose, step.Purpose, StringComparison.Ordinal)
            & !known.GoesNowhere;
        // Only a code that approved is used up: one that came with another session is a wrong one, as that of a text.
        if (right && used is not null)
            found.Add(used);
        if (right)
        {
            facts.Guards?.Failures.GiveBack();
            if (known.To is { } to)
                facts.Guards?.Pumping.Typed(to, NumberingPlan.CountryOf(to), facts.Book.Purposes.List.Guards.Pumping, facts.Now);
            return Keep(known.After(VerificationFact.RightCode), VerificationOutcome.Done, ref found);
        }
        found.Add(SendLimits.Wrong(facts, known.Asked));
        var after = known with { Wrong = known.Wrong + 1 };
        return Keep(after.After(after.Wrong >= known.Tries ? VerificationFact.LastWrongCode : VerificationFact.WrongCode), VerificationOutcome.Wrong, ref found);
    }

    static VerificationAnswer Keep(Verification now, VerificationOutcome outcome, ref Findings found)
    {
        found.Add(new VerificationKept(now, Texted: false));
        return new(outcome, now);
    }

    /// <summary>What an event of the bank's began, as long as it is remembered. Null: nothing.</summary>
    static VerificationAnswer? BegunBy(CustomerState state, ulong key, DateTimeOffset at)
    {
        foreach (var known in state.Verifications)
            if (known.Event == key && !known.IsForgotten(at))
                return new(VerificationOutcome.Done, known.SeenAt(at));
        return null;
    }

    /// <summary>What a customer's closing ends: a code that he still has is good for nothing, and its text goes.</summary>
    internal static IEnumerable<StateChange> Closing(CustomerState state)
    {
        var changes = new List<StateChange>();
        foreach (var known in state.Verifications)
            if (known.Status == VerificationStatus.Pending)
                changes.Add(new VerificationKept(known.After(VerificationFact.EndedByBank), Texted: false));
        return changes;
    }

    /// <summary>What is answered to a request that came before: the verification that it began, or that its key stood for something else.</summary>
    /// <param name="key">The event's.</param>
    /// <returns>Null: the event begins none.</returns>
    public static VerificationAnswer? Repeated(CustomerState state, BankEvent happened, ulong key)
    {
        if (happened.Verification is not { } step)
            return happened.Begins is { } begins ? BegunBy(state, key, begins.At) : null;
        foreach (var known in state.Verifications)
            if (known.Event == key && !known.IsForgotten(step.At))
                return known.Request == step.Request ? new(VerificationOutcome.Done, known.SeenAt(step.At)) : new(VerificationOutcome.Reused, null);
        return new(VerificationOutcome.Reused, null);
    }
}

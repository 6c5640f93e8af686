using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Messages;

namespace Tidings.Core.Verify.Guards;

/// <summary>
/// What guards say of a code that is to be sent. Whoever begins one is told only what somebody who does not exist is told as well: the rest is answered as always, and nothing is sent.
/// </summary>
internal static class StartGuards
{
    /// <summary>How long whoever is told to wait waits at least. Always the same: how long it really takes would say when the number changed.</summary>
    static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    static readonly Reason Guessed = new("guessing", "too many wrong codes came from everywhere: none is judged for now");

    /// <summary>Why no code goes by text to a number that may be in other hands. Which of the two was changed is not said.</summary>
    public static readonly Reason NumberHeld = new("number-held", "the number may be in other hands: it, or its SIM card, was changed lately");

    /// <summary>Too many wrong codes have come from everywhere. Null: not so.</summary>
    /// <param name="known">The one that gets another code. Null: one is to begin, and the bank may rather have it told of another way.</param>
    public static VerificationAnswer? Tripped(in Facts facts, Purpose purpose, Verification? known)
    {
        if (facts.Guards is not { } guards || guards.Failures.Standing(facts.Book.Purposes.List.Guards.Failures, facts.Now) is not { } trip)
            return null;
        guards.Count(GuardKind.Failures, stops: true);
        return known is null && facts.Book.Purposes.List.Guards.Failures.Then == HoldStep.StepUp
            ? new(VerificationOutcome.Barred, null) { Barred = [.. purpose.Means.Select(static means => new MeansBarred(means, Guessed))] }
            : TooMany(trip, facts.Now, known);
    }

    /// <summary>That nothing is looked at now, whatever is guessed. Null: it is.</summary>
    public static VerificationAnswer? Waits(in Facts facts, Verification known)
    {
        if (facts.Guards is not { } guards || guards.Failures.Trip(facts.Now) is not { } trip)
            return null;
        guards.Count(GuardKind.Failures, stops: true);
        return TooMany(trip, facts.Now, known);
    }

    /// <summary>Whether one more guess may be judged. Null: it may, and is counted.</summary>
    public static VerificationAnswer? TakeGuess(in Facts facts, Verification known)
    {
        if (facts.Guards is not { } guards || guards.Failures.TryTake(facts.Book.Purposes.List.Guards.Failures, facts.Now))
            return null;
        guards.Count(GuardKind.Failures, stops: true);
        return TooMany(guards.Failures.Trip(facts.Now), facts.Now, known);
    }

    static VerificationAnswer TooMany(BreakerTrip? trip, DateTimeOffset now, Verification? known) =>
        new(VerificationOutcome.TooMany, known) { RetryAfter = trip?.Until is { } until ? until - now : Later };

    /// <summary>What is done about a text by what is known of the number's hands; of whoever does not exist, as of some who do.</summary>
    public static HoldStep Held(in Facts facts, VerificationStep step, Purpose purpose, Msisdn? to)
    {
        var held = HoldStep.Send;
        if (facts.Guards is not { } guards || (purpose.Changed is null && purpose.SimSwap is null) || step.Means?.GoesToNumber() == false)
            return held;
        if (purpose.Changed is { } changed)
        {
            var imitated = guards.Imitates(GuardKind.NumberChanged, step.Asked, changed.Within, facts.Now);
            var isNew = to is { } number && facts.Profile is { Phones: [var first, ..] } && first == number && facts.State.PhoneChangedAt is { } at && facts.Now - at < changed.Within;
            if (to is not null)
                guards.Looked(GuardKind.NumberChanged, isNew);
            if (to is null ? imitated : isNew)
                Hold(guards, GuardKind.NumberChanged, changed.Then, to, ref held);
        }
        if (purpose.SimSwap is { } swap)
        {
            var imitated = guards.Imitates(GuardKind.SimSwap, step.Asked, swap.Within, facts.Now);
            // Where nobody was asked, nobody could tell; nor where it was of a number that he had a moment before.
            var told = to is { } number && step.SwapOf != number ? SwapAnswer.Unknown : step.Swap;
            if (to is not null && told is SwapAnswer.Swapped or SwapAnswer.NotSwapped)
                guards.Looked(GuardKind.SimSwap, told == SwapAnswer.Swapped);
            // Of a number that was named the operator's answer is the same whosever it is, and of nobody's whether there is one.
            if (to is null && step.To is null && told == SwapAnswer.NotSwapped && imitated)
                told = SwapAnswer.Swapped;
            if (told != SwapAnswer.NotSwapped)
                Hold(guards, GuardKind.SimSwap, told == SwapAnswer.Swapped ? swap.Then : swap.WhenUnknown ?? HoldStep.Send, to, ref held);
        }
        return held;
    }

    /// <summary>What whoever is to come again later is told.</summary>
    public static VerificationAnswer Wait { get; } = new(VerificationOutcome.TooMany, null) { RetryAfter = Later };

    /// <param name="to">Null: nobody's, and nothing is stopped.</param>
    static void Hold(VerificationGuards guards, GuardKind kind, HoldStep then, Msisdn? to, ref HoldStep held)
    {
        if (then == HoldStep.Send)
            return;
        if (to is not null)
            guards.Count(kind, stops: true);
        held = then > held ? then : held;
    }

    /// <summary>Why nothing is sent to a number, though it is answered as if something were. Null: something is, or it is nobody's.</summary>
    /// <param name="to">Null: nobody; then another number is looked at, for as long.</param>
    public static Suppression? Mute(in Facts facts, CompiledPurpose purpose, Msisdn? to, Msisdn instead, HoldStep held)
    {
        var refused = NumberGuards.Refuse(purpose.Purpose, to ?? instead, to is null ? null : facts.Guards);
        if (to is null)
            return null;
        return (refused, held) switch
        {
            (GuardKind.Country, _) => purpose.Rule.Suppressed("country", "codes of its purpose do not go to the number's country"),
            (GuardKind.NumberType, _) => purpose.Rule.Suppressed("number-type", "codes of its purpose do not go to numbers of this kind"),
            (_, HoldStep.Deny) => purpose.Rule.Suppressed(NumberHeld.Code, NumberHeld.Text),
            _ => null,
        };
    }

    /// <summary>A code may go there, and is counted: the prefix is not pumped. Where it may not nobody is told, since a refusal would say where codes went before.</summary>
    public static bool MaySend(in Facts facts, Msisdn to)
    {
        if (facts.Guards is not { } guards)
            return true;
        var guard = facts.Book.Purposes.List.Guards.Pumping;
        if (guards.Pumping.TryTake(to, NumberingPlan.CountryOf(to), guard, facts.Now))
            return true;
        guards.Count(GuardKind.Pumping, guard.Mode != PumpingMode.Monitor);
        return guard.Mode == PumpingMode.Monitor;
    }

    /// <summary>A text that does not leave says nothing of who types codes.</summary>
    public static void NotSent(in Facts facts, Msisdn to) => facts.Guards?.Pumping.GiveBack(to, NumberingPlan.CountryOf(to));

    public static Suppression Pumped(CompiledPurpose purpose) => purpose.Rule.Suppressed("pumping", "codes to numbers like this one are not typed; whoever asked is not told");
}

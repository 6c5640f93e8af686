using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Messages;

namespace Tidings.Core.Verify.Guards;

/// <summary>
/// What guards say of a code that is to be sent. Whoever named the number himself is told; where it is the customer's own, only what somebody who does not exist is told as well: the rest is answered as always, and nothing
/// is sent.
/// </summary>
internal static class StartGuards
{
    /// <summary>How long whoever is told to wait waits at least. Always the same: how long it really takes would say when the number changed.</summary>
    static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    /// <summary>Too many wrong codes have come from everywhere.</summary>
    public static VerificationAnswer? Tripped(in Facts facts, DateTimeOffset now, bool begins, Verification? known)
    {
        if (facts.Guards is not { } guards || guards.Failures.Trip(now) is not { } trip)
            return null;
        guards.Count(GuardKind.Failures, stops: true);
        return Refused(facts, known, begins, trip.Until is { } until ? until - now : Later);
    }

    /// <summary>Whether one more guess may be judged. Null: it may, and is counted.</summary>
    public static VerificationAnswer? TakeGuess(in Facts facts, Verification known)
    {
        if (facts.Guards is not { } guards || guards.Failures.TryTake(facts.Book.Purposes.List.Guards.Failures, facts.Now))
            return null;
        guards.Count(GuardKind.Failures, stops: true);
        return Refused(facts, known, begins: false, guards.Failures.Trip(facts.Now)?.Until is { } until ? until - facts.Now : Later);
    }

    static VerificationAnswer Refused(in Facts facts, Verification? known, bool begins, TimeSpan wait) =>
        begins && facts.Book.Purposes.List.Guards.Failures.Then == HoldStep.StepUp
            ? new(VerificationOutcome.Held, known)
            : new(VerificationOutcome.TooMany, known) { RetryAfter = wait };

    /// <summary>What whoever begins one is told about the number's hands. Null: nothing.</summary>
    public static VerificationAnswer? Hold(in Facts facts, VerificationStep step, Purpose purpose, Msisdn? to, out HoldStep held)
    {
        held = HoldStep.Send;
        if (facts.Guards is not { } guards || (purpose.Changed is null && purpose.SimSwap is null))
            return null;
        if (to is { } number && purpose.Changed is { } changed && facts.Profile is { Phones: [var first, ..] } && first == number
            && facts.State.PhoneChangedAt is { } at && facts.Now - at < changed.Within)
            Hold(guards, GuardKind.NumberChanged, changed.Then, ref held);
        if (purpose.SimSwap is { } swap && step.Swap is SwapAnswer.Swapped or SwapAnswer.Unknown)
            Hold(guards, GuardKind.SimSwap, step.Swap == SwapAnswer.Swapped ? swap.Then : swap.WhenUnknown ?? HoldStep.Send, ref held);
        var rule = purpose.SimSwap ?? purpose.Changed!;
        var imitated = guards.Imitates(step.Asked, rule.Within, facts.Now);
        // Of a number that was named the answer above is the same whosever it is.
        if (to is not null)
            guards.Looked(held != HoldStep.Send);
        else if (step.To is null && imitated)
            held = rule.Then;
        return held switch
        {
            HoldStep.StepUp => new(VerificationOutcome.Held, null),
            HoldStep.Wait => new(VerificationOutcome.TooMany, null) { RetryAfter = Later },
            _ => null,
        };
    }

    static void Hold(VerificationGuards guards, GuardKind kind, HoldStep then, ref HoldStep held)
    {
        if (then == HoldStep.Send)
            return;
        guards.Count(kind, stops: true);
        held = then > held ? then : held;
    }

    /// <summary>Why nothing is sent to a number, though it is answered as if something were. Null: something is.</summary>
    /// <param name="to">Null: nobody; then a number is looked at all the same.</param>
    public static Reason? Mute(in Facts facts, Purpose purpose, Msisdn? to, Msisdn instead) =>
        NumberGuards.Refuse(purpose, to ?? instead, to is null ? null : facts.Guards) is { } kind && to is not null ? kind switch
        {
            GuardKind.Country => new("country", $"codes of the purpose {purpose.Id} do not go to the number's country"),
            _ => new("number-type", $"codes of the purpose {purpose.Id} do not go to numbers of this kind"),
        } : null;

    /// <summary>The same of a prefix that is pumped; it is counted where something goes.</summary>
    /// <param name="named">The caller named the number.</param>
    /// <param name="refused">He is told.</param>
    public static Reason? Pumped(in Facts facts, Msisdn? to, Msisdn? named, out VerificationAnswer? refused)
    {
        refused = null;
        if (facts.Guards is not { } guards || (to ?? named) is not { } number)
            return null;
        var guard = facts.Book.Purposes.List.Guards.Pumping;
        var goes = guards.Pumping.TryTake(number, NumberingPlan.CountryOf(number), guard, facts.Now, count: to is not null);
        if (goes)
            return null;
        guards.Count(GuardKind.Pumping, guard.Mode != PumpingMode.Monitor);
        if (guard.Mode == PumpingMode.Monitor)
            return null;
        if (named is not null)
            refused = new(VerificationOutcome.TooMany, null) { RetryAfter = Later };
        return new("pumping", "codes to numbers like this one are not typed");
    }
}

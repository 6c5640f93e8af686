using Tidings.Core.Customers;
using Tidings.Core.Decide;

namespace Tidings.Core.Verify;

/// <summary>Enrolling, confirming, listing and removing what a customer proves himself by: decided where his verifications are, so that a code's interval is used once whatever it is used for.</summary>
internal static class AuthenticatorDecision
{
    static readonly VerificationAnswer None = new(VerificationOutcome.Unknown, null);

    public static bool IsFor(VerificationAct act) => act is VerificationAct.Enrol or VerificationAct.Confirm or VerificationAct.Remove or VerificationAct.List;

    public static VerificationAnswer Decide(in Facts facts, VerificationStep step, ref Findings found)
    {
        // Strangers who share a name share no authenticators.
        if (facts.Profile is null || UnknownCustomers.IsOne(facts.State.Id))
            return None;
        if (step.Act == VerificationAct.List)
            return Shown([.. Kept(facts, step)]);
        if (step.Act == VerificationAct.Enrol)
            return step.Enrol is { } enrolled ? Enrol(facts, step, enrolled with { AddedAt = step.At }, ref found) : None;
        if (Kept(facts, step).Find(one => one.Key == step.Key) is not { } known)
            return None;
        if (step.Act == VerificationAct.Remove)
        {
            found.Add(new AuthenticatorChanged(known.Key, AuthenticatorChange.Removed, 0));
            return Shown([known]);
        }
        // What was made of a passkey says all of it, and comes once.
        if (known is { ConfirmedAt: null, Means: VerificationMeans.Passkey })
            return step.Enrol is { Credential: not null, PublicKey: not null } made ? Make(facts, known, made, ref found) : Refuse(facts, known, ref found);
        return known.ConfirmedAt is null ? Confirm(facts, step, known, ref found) : new(VerificationOutcome.Over, null) { Authenticators = [known.Shown()] };
    }

    static VerificationAnswer Enrol(in Facts facts, VerificationStep step, Authenticator enrolled, ref Findings found)
    {
        var kept = Kept(facts, step);
        if (kept.Count(static one => one.ConfirmedAt is not null) >= Authenticator.Most)
            return new(VerificationOutcome.Full, null);
        // One enrolment at a time is under way: whoever lost the secret begins again.
        foreach (var other in facts.State.Authenticators)
            if (other.ConfirmedAt is null)
                found.Add(new AuthenticatorChanged(other.Key, AuthenticatorChange.Removed, 0));
        found.Add(new AuthenticatorKept(enrolled));
        return Shown([enrolled]);
    }

    static VerificationAnswer Confirm(in Facts facts, VerificationStep step, Authenticator known, ref Findings found)
    {
        if (known.Match(step.Typed ?? "", facts.Now) is { } interval)
        {
            found.Add(new AuthenticatorChanged(known.Key, AuthenticatorChange.Confirmed, interval));
            return Shown([known.After(AuthenticatorChange.Confirmed, interval, facts.Now)]);
        }
        return Refuse(facts, known, ref found);
    }

    static VerificationAnswer Refuse(in Facts facts, Authenticator known, ref Findings found)
    {
        found.Add(new AuthenticatorChanged(known.Key, known.Wrong + 1 >= Authenticator.MostWrong ? AuthenticatorChange.Removed : AuthenticatorChange.WrongCode, 0));
        return new(VerificationOutcome.Wrong, null) { Authenticators = [known.After(AuthenticatorChange.WrongCode, 0, facts.Now).Shown()] };
    }

    /// <summary>The passkey takes the place of its enrolment.</summary>
    static VerificationAnswer Make(in Facts facts, Authenticator known, Authenticator made, ref Findings found)
    {
        var kept = known with { Credential = made.Credential, PublicKey = made.PublicKey, LastStep = made.LastStep, ConfirmedAt = facts.Now, Wrong = 0 };
        found.Add(new AuthenticatorChanged(known.Key, AuthenticatorChange.Removed, 0));
        found.Add(new AuthenticatorKept(kept));
        return Shown([kept]);
    }

    /// <summary>
    /// Which of the customer's authenticators has this code now, and the interval that it is of. Phones go by the time of the day: it is the system's, not the partition's own, and no interval comes twice however that is turned.
    /// </summary>
    public static AuthenticatorChanged? Prove(in Facts facts, string typed)
    {
        AuthenticatorChanged? found = null;
        foreach (var one in facts.State.Authenticators)
            if (one is { Means: VerificationMeans.Totp, ConfirmedAt: not null } && one.Match(typed, facts.Now) is { } interval)
                found = new(one.Key, AuthenticatorChange.Used, interval);
        return found;
    }

    /// <summary>The customer's passkey that signed, with the count that it said. Null: it is not his any more, or its count does not grow, since of two checks at once the other was judged first.</summary>
    public static AuthenticatorChanged? Prove(in Facts facts, PasskeySignature? signed)
    {
        if (signed is not { } one)
            return null;
        foreach (var known in facts.State.Authenticators)
            if (known is { Means: VerificationMeans.Passkey, ConfirmedAt: not null } && known.Key == one.Key && !known.GoesBack(one.Count))
                return new(known.Key, AuthenticatorChange.Used, one.Count);
        return null;
    }

    static List<Authenticator> Kept(in Facts facts, VerificationStep step)
    {
        var kept = new List<Authenticator>();
        foreach (var one in facts.State.Authenticators)
            if (!one.IsOver(step.At))
                kept.Add(one);
        return kept;
    }

    static VerificationAnswer Shown(Authenticator[] all) => new(VerificationOutcome.Done, null) { Authenticators = Array.ConvertAll(all, static one => one.Shown()) };
}

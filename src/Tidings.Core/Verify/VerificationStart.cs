using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>
/// A verification begins, or gets another code. Whoever is unknown, or asked for at a number that is not his, gets one that looks the same, costs the same, and that nothing is sent for and no code ends well.
/// </summary>
internal static class VerificationStart
{
    /// <summary>A text for nobody is written for this number and dropped: Ofcom keeps it for fiction.</summary>
    static readonly Msisdn Nobody = new("447700900000");

    public static VerificationAnswer Decide(in Facts facts, VerificationStep step, ref Findings found)
    {
        if (facts.Book.Purposes.Compiled(step.Purpose) is not { } purpose)
            return new(VerificationOutcome.NoPurpose, null);
        if (StartGuards.Tripped(facts, facts.Now, begins: true, known: null) is { } tripped)
            return tripped;
        var to = Recipient(facts, step, purpose.Purpose);
        if (SendLimits.Refuse(facts, step, to, ref found) is { } later)
            return new(VerificationOutcome.TooMany, null) { RetryAfter = later };
        if (StartGuards.Hold(facts, step, purpose.Purpose, to, out var held) is { } holds)
            return holds;
        var mute = StartGuards.Mute(facts, purpose.Purpose, to, Nobody);
        if (held == HoldStep.Deny && to is not null)
            mute ??= Denied;
        // What does not go there is not counted as if nobody had typed it.
        if ((mute is null ? StartGuards.Pumped(facts, to, step.To, out var refused) : Nothing(out refused)) is { } pumped)
        {
            if (refused is not null)
                return refused;
            mute = pumped;
        }
        if (mute is not null)
            to = null;
        foreach (var other in facts.State.Verifications)
            if (other.Status == VerificationStatus.Pending && other.Purpose == step.Purpose && other.Asked == step.Asked)
                found.Add(new VerificationKept(other.After(VerificationFact.AnotherBegan), Texted: false));
        var begun = new Verification
        {
            Key = step.Key, Purpose = step.Purpose, StartedAt = step.At, SentAt = step.At, ExpiresAt = step.At + purpose.Purpose.Validity, Tries = purpose.Purpose.Tries, Code = step.Hash,
            Session = step.Session, Payment = step.Payment, To = to, Asked = step.Asked, Event = facts.Key, Request = step.Request,
        };
        Tell(facts, purpose, step, begun, mute, ref found);
        found.Add(new VerificationKept(begun, Texted: true));
        return new(VerificationOutcome.Done, begun);
    }

    /// <summary>Another code in place of the last. What was counted stays counted, and no code outlives ten minutes from the beginning.</summary>
    public static VerificationAnswer Resend(in Facts facts, VerificationStep step, Verification known, ref Findings found)
    {
        if (facts.Book.Purposes.Compiled(known.Purpose) is not { } purpose)
            return new(VerificationOutcome.NoPurpose, known);
        if (StartGuards.Tripped(facts, facts.Now, begins: true, known) is { } tripped)
            return tripped;
        if (known.Resent >= purpose.Purpose.Resends)
            return new(VerificationOutcome.NoMoreResends, known);
        if (known.SentAt + purpose.Purpose.Cooldown - step.At is var wait && wait > TimeSpan.Zero)
            return new(VerificationOutcome.TooSoon, known) { RetryAfter = wait };
        if (SendLimits.RefuseAnother(facts, known) is { } later)
            return new(VerificationOutcome.TooMany, known) { RetryAfter = later };
        // Who named the number is not known any more: it is answered as always.
        var mute = StartGuards.Pumped(facts, known.To, null, out _);
        var (longest, asked) = (known.StartedAt + Purpose.LongestValidity, step.At + purpose.Purpose.Validity);
        var sent = known with { Code = step.Hash, SentAt = step.At, Resent = known.Resent + 1, ExpiresAt = asked < longest ? asked : longest };
        Tell(facts, purpose, step, sent, mute, ref found);
        found.Add(new VerificationKept(sent, Texted: true));
        return new(VerificationOutcome.Done, sent);
    }

    /// <returns>Null: nobody.</returns>
    static Msisdn? Recipient(in Facts facts, VerificationStep step, Purpose purpose)
    {
        if (step.NumberAlone)
            return purpose.AnyNumber ? step.To : null;
        if (facts.Profile is not { } profile || UnknownCustomers.IsOne(facts.State.Id))
            return null;
        if (step.To is { } asked)
            return purpose.AnyNumber || profile.Phones.Contains(asked) ? asked : null;
        return profile.Phones is [var first, ..] ? first : null;
    }

    static void Tell(in Facts facts, CompiledPurpose purpose, VerificationStep step, Verification about, Reason? mute, ref Findings found)
    {
        var before = found.Messages.Count;
        var bank = facts.Book.Bank;
        var profile = facts.Profile ?? new CustomerProfile { Id = facts.State.Id, Name = "", Phones = [], Language = step.Language, TimeZone = "" };
        var valid = about.ExpiresAt - step.At;
        Draft draft = new()
        {
            Rule = purpose.Rule.Rule, To = about.To ?? Nobody, Language = profile.Language.Length > 0 ? profile.Language : bank.DefaultLanguage, TimeZone = TimeZones.Of(profile.TimeZone, bank).Id,
            ValidUntil = facts.Now + valid, Reasons = purpose.Reasons, Bank = bank, Profile = profile, Code = step.Code, Minutes = Math.Max(1, (int)valid.TotalMinutes),
            Event = facts.Event with { Time = facts.Now, Amount = about.Payment?.Total, Counterparty = about.Payment?.Payee }, Payments = about.Payment is { Payee: null } batch ? batch.Count : null,
        };
        switch (facts.Book.Composer.Compose(draft))
        {
            case Composition.Composed or Composition.Refused when mute is not null: found.Add(new Suppression(purpose.Rule.Id, purpose.Rule.Rule.Class, mute)); return;
            case Composition.Composed composed when about.To is not null: Recipients.Judge(facts, purpose.Rule, draft, Bound(composed.Message, purpose.Purpose, step), ref found); break;
            case Composition.Refused refused when about.To is not null: found.Add(refused.Suppression); break;
            default: found.Add(purpose.Nobody); break;
        }
        // A text that does not leave says nothing of who types codes.
        if (about.To is { } number && found.Messages.Count == before)
            facts.Guards?.Pumping.GiveBack(number, NumberingPlan.CountryOf(number));
    }

    static readonly Reason Denied = new("number-held", "the number may be in other hands: it, or its SIM card, was changed lately");

    static Reason? Nothing(out VerificationAnswer? refused)
    {
        refused = null;
        return null;
    }

    /// <summary>Nothing stands behind the line that binds a code to its site, or a browser does not read it.</summary>
    static Message Bound(Message text, Purpose purpose, VerificationStep step) =>
        purpose.Site is { } site ? text with { Text = $"{text.Text.TrimEnd()}\n{new OriginBoundCode(site, step.Code!).Line}" } : text;
}

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
        if (StartGuards.Tripped(facts, purpose.Purpose, known: null) is { } tripped)
            return tripped;
        var to = Recipient(facts, step, purpose.Purpose);
        var named = purpose.Purpose.AnyNumber ? step.To : null;
        var held = StartGuards.Held(facts, step, purpose.Purpose, to);
        var (chosen, barred) = MeansChoice.Of(facts, purpose, step, to, held);
        if (chosen is not { } means)
        {
            // Whoever asks is limited by where he comes from as for any other; nothing of it is the customer's.
            var nothingKept = new Findings();
            return SendLimits.Refuse(facts, step, named, ref nothingKept) is { } wait
                ? new(VerificationOutcome.TooMany, null) { RetryAfter = wait }
                : new(VerificationOutcome.Barred, null) { Barred = barred };
        }
        if ((to is not null || !means.GoesToNumber()) && NoRoom(facts, step) is { } room)
            return new(VerificationOutcome.TooMany, null) { RetryAfter = room };
        if (SendLimits.Refuse(facts, step, named, ref found) is { } later)
            return new(VerificationOutcome.TooMany, null) { RetryAfter = later };
        if (means.GoesToNumber() && held == HoldStep.Wait)
            return StartGuards.Wait;
        var nothing = purpose.Nobody;
        if (means.GoesToNumber())
        {
            if (StartGuards.Mute(facts, purpose, to, Nobody, held) is { } mute)
                (to, nothing) = (null, mute);
            else if (to is { } number && !SendLimits.MaySend(facts, number))
                (to, nothing) = (null, purpose.Limited);
            else if (to is { } pumped && !StartGuards.MaySend(facts, pumped))
                (to, nothing) = (null, StartGuards.Pumped(purpose));
            // The bank's own event is about a customer of its own: nothing is hidden from it, and what can end well in no way does not begin.
            if (to is null && facts.Event.Begins is not null)
            {
                found.Add(nothing);
                return new(VerificationOutcome.TooMany, null);
            }
        }
        foreach (var other in facts.State.Verifications)
            if (other.Status == VerificationStatus.Pending && other.Purpose == step.Purpose && other.Asked == step.Asked)
                found.Add(new VerificationKept(other.After(VerificationFact.AnotherBegan), Texted: false));
        var begun = new Verification
        {
            Key = step.Key, Purpose = step.Purpose, StartedAt = step.At, SentAt = step.At, ExpiresAt = step.At + purpose.Purpose.Validity, Tries = purpose.Purpose.Tries, Code = step.Hash,
            Session = step.Session, Payment = step.Payment, To = to, Named = named, Asked = step.Asked, Event = facts.Key, Request = step.Request,
            Means = means, Barred = barred.Length > 0 ? barred : null,
        };
        if (!means.GoesToNumber())
        {
            // No text, and no code but the app's is right, or what the passkey signs. The row is the other half of its id all the same.
            begun = begun with { Code = default, To = null };
            found.Add(new VerificationKept(begun, Texted: true));
            return new(VerificationOutcome.Done, begun);
        }
        Tell(facts, purpose, step, begun, nothing, ref found);
        found.Add(new VerificationKept(begun, Texted: true));
        return new(VerificationOutcome.Done, begun);
    }

    /// <summary>
    /// As many codes are awaited under this name as are remembered, or as many counts kept as may be: one more would push another's out. Null: there is room, also for every wrong code that may still come.
    /// </summary>
    static TimeSpan? NoRoom(in Facts facts, VerificationStep step)
    {
        var (shared, awaited, soonest) = (UnknownCustomers.IsOne(facts.State.Id), 0, TimeSpan.MaxValue);
        foreach (var other in facts.State.Verifications)
        {
            if (other.Status != VerificationStatus.Pending || other.GoesNowhere || (other.Purpose == step.Purpose && other.Asked == step.Asked))
                continue;
            awaited++;
            if (other.ExpiresAt - step.At < soonest)
                soonest = other.ExpiresAt - step.At;
        }
        if (awaited >= (shared ? Verification.MostOfShared : Verification.Most))
            return soonest;
        var needed = SendLimits.Longest(facts);
        return shared && facts.State.CodesCounted(facts.Now - needed) >= CountedText.MostOfShared - Verification.MostOfShared * (Purpose.MostTries + 1) ? needed : null;
    }

    /// <summary>Another code in place of the last, or the same again as the door says. What was counted stays counted, and no code outlives ten minutes from the beginning.</summary>
    public static VerificationAnswer Resend(in Facts facts, VerificationStep step, Verification known, ref Findings found)
    {
        if (facts.Book.Purposes.Compiled(known.Purpose) is not { } purpose)
            return new(VerificationOutcome.NoPurpose, known);
        if (StartGuards.Tripped(facts, purpose.Purpose, known) is { } tripped)
            return tripped;
        if (known.Resent >= purpose.Purpose.Resends || !known.Means.GoesToNumber())
            return new(VerificationOutcome.NoMoreResends, known);
        var (chosen, barred) = MeansChoice.OfAnother(purpose, step, known);
        if (chosen is not { } by)
            return new(VerificationOutcome.Barred, known) { Barred = barred };
        if (known.SentAt + purpose.Purpose.Cooldown - step.At is var wait && wait > TimeSpan.Zero)
            return new(VerificationOutcome.TooSoon, known) { RetryAfter = wait };
        if (SendLimits.RefuseAnother(facts, known) is { } later)
            return new(VerificationOutcome.TooMany, known) { RetryAfter = later };
        var (longest, asked) = (known.StartedAt + Purpose.LongestValidity, step.At + purpose.Purpose.Validity);
        var sent = known with { Means = by, Code = step.Hash, SentAt = step.At, Resent = known.Resent + 1, ExpiresAt = asked < longest ? asked : longest };
        var limited = known.To is { } number && !SendLimits.MaySend(facts, number);
        if (limited || (known.To is { } pumped && !StartGuards.MaySend(facts, pumped)))
        {
            // He has the code of before, which stays good; the answer does not say which of the two it is.
            Tell(facts, purpose, step, sent with { To = null }, limited ? purpose.Limited : StartGuards.Pumped(purpose), ref found);
            sent = sent with { Code = known.Code };
            found.Add(new VerificationKept(sent, Texted: false));
            return new(VerificationOutcome.Done, sent);
        }
        Tell(facts, purpose, step, sent, purpose.Nobody, ref found);
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

    /// <param name="nothing">What is recorded where it goes nowhere.</param>
    static void Tell(in Facts facts, CompiledPurpose purpose, VerificationStep step, Verification about, Suppression nothing, ref Findings found)
    {
        var before = found.Messages.Count;
        var call = about.Means == VerificationMeans.Voice;
        var rule = call ? purpose.Call : purpose.Rule;
        var bank = facts.Book.Bank;
        var profile = facts.Profile ?? new CustomerProfile { Id = facts.State.Id, Name = "", Phones = [], Language = step.Language, TimeZone = "" };
        var valid = about.ExpiresAt - step.At;
        Draft draft = new()
        {
            Rule = rule.Rule, To = about.To ?? Nobody, Language = profile.Language.Length > 0 ? profile.Language : bank.DefaultLanguage, TimeZone = TimeZones.Of(profile.TimeZone, bank).Id,
            ValidUntil = facts.Now + valid, Reasons = purpose.Reasons, Bank = bank, Profile = profile, Code = call ? Codes.Spoken(step.Code!) : step.Code, Minutes = Math.Max(1, (int)valid.TotalMinutes),
            Event = facts.Event with { Time = facts.Now, Amount = about.Payment?.Total, Counterparty = about.Payment?.Payee }, Payments = about.Payment is { Payee: null } batch ? batch.Count : null,
        };
        switch (facts.Book.Composer.Compose(draft))
        {
            case Composition.Composed composed when about.To is not null: Recipients.Judge(facts, rule, draft, call ? Said(composed.Message) : Bound(composed.Message, purpose.Purpose, step), ref found); break;
            case Composition.Refused refused when about.To is not null: found.Add(refused.Suppression); break;
            default: found.Add(nothing); break;
        }
        if (about.To is { } number && found.Messages.Count == before)
            StartGuards.NotSent(facts, number);
    }

    /// <summary>Nobody sees it: it has neither the line that binds a code to a site nor marks for reading it from the right.</summary>
    static Message Said(Message call) => call with { Channel = MessageChannel.Voice, Text = call.Text.TrimStart(Compose.Formats.Direction.RightToLeftMark) };

    /// <summary>Nothing stands behind the line that binds a code to its site, or a browser does not read it.</summary>
    static Message Bound(Message text, Purpose purpose, VerificationStep step) =>
        purpose.Site is { } site ? text with { Text = $"{text.Text.TrimEnd()}\n{new OriginBoundCode(site, step.Code!).Line}" } : text;
}

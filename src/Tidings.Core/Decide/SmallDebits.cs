using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>
/// Small debits that are not told one by one but together at an hour of the customer's: those below his threshold, or the bank's, of alerts that may be gathered. Whatever else an event triggers is told at once.
/// </summary>
internal static class SmallDebits
{
    static readonly TimeSpan OnTime = TimeSpan.FromMinutes(15);
    static readonly Reason WasLate = new("late", "it fell due while the service was not running");
    static readonly Suppression NotOffered = new("small-debits", MessageClass.Transaction, new("not-offered", "the bank gathers no small debits any more"));

    /// <param name="toldBefore">An earlier stage of the transaction was told: what changed is told at once.</param>
    /// <returns>True: it is told later, with others.</returns>
    public static bool Gather(in Facts facts, CompiledRule rule, CustomerProfile profile, bool toldBefore, ref Findings found)
    {
        if (!rule.Rule.Gather || toldBefore || facts.Book.Digest is not { } digest || (profile.Preferences.Count == 0 && !digest.Rule.OnByDefault))
            return false;
        if (facts.Event is not { Amount: { Amount: > 0 } amount, Reach: Reach.Live, Untold: false, Credit: not true } || rule.Rule.Mandatory)
            return false;
        var wishes = Wishes.Of(profile, digest.Id, facts.Event.Account);
        if (!(wishes.Enabled ?? digest.Rule.OnByDefault) || wishes.Threshold(digest.Rule.Threshold!, facts.Account, amount.Currency, out _) is not { } limit || amount.Amount >= limit)
            return false;
        if (facts.Book.Policies.MustSend(facts, rule.Rule, profile) is not null || facts.State.Gathered?.HasRoomFor(amount.Currency) == false)
            return false;
        // Two alerts may gather the same debit; it is one.
        if (!found.Gathers)
            found.Add(new DebitGathered(amount, facts.State.Gathered?.Due ?? Schedules.Next(wishes.Schedule ?? digest.Rule.Schedule!.Default, TimeZones.Of(profile.TimeZone, facts.Book.Bank), facts.Now)));
        found.Add(rule.Gathered);
        return true;
    }

    /// <summary>Their hour has come. They are told however late it is: nothing else has told them.</summary>
    public static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.State.Gathered is not { } gathered)
            return;
        found.Add(new DebitsTold());
        if (facts.Book.Digest is not { } rule)
            found.Add(NotOffered);
        else if (facts.Profile is not { } profile)
            found.Add(facts.State.Closed ? rule.Closed : rule.NotRegistered);
        else
            Recipients.Draft(facts, rule, profile, facts.Now - gathered.Due > OnTime ? [.. rule.Triggered, WasLate] : rule.Triggered, null, ref found,
                mayWait: Wishes.Of(profile, rule.Id, null).Schedule is null);
    }
}

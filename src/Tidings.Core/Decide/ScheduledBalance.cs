using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>A scheduled balance has fallen due: it is sent, sent late, or skipped with a record; in each case the next due time is set.</summary>
internal static class ScheduledBalance
{
    static readonly TimeSpan OnTime = TimeSpan.FromMinutes(15);
    static readonly Reason WasLate = new("late", "it fell due while the service was not running, and is still worth sending");
    static readonly Suppression NotOffered = new("balance-scheduled", MessageClass.Balance, new("not-offered", "the bank sends no scheduled balances any more"));

    static readonly Suppression NotHolder = new("balance-scheduled", MessageClass.Balance, new("not-holder", "the customer does not hold the account any more"));

    public static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.Event.Account is not { } account)
            return;
        var zone = TimeZones.Of(facts.Profile?.TimeZone, facts.Book.Bank);
        if (facts.Account is { } known && !known.Holders.Contains(facts.State.Id))
        {
            found.Add(AccountSchedules.Scheduled(account, null, zone, facts.Now));
            found.Add(NotHolder);
            return;
        }
        var schedule = AccountSchedules.For(facts, account);
        found.Add(AccountSchedules.Scheduled(account, schedule, zone, facts.Now));
        if (facts.Book.Scheduled is not { } rule)
            found.Add(NotOffered);
        else if (facts.Profile is not { } profile)
            found.Add(facts.State.Closed ? rule.Closed : rule.NotRegistered);
        else if (schedule is null)
            found.Add(rule.SwitchedOff);
        else if (facts.State.Stopped && !rule.Rule.Mandatory && facts.Book.Policies.MustSend(facts, rule.Rule, profile) is null)
            found.Add(rule.Stopped);
        else if (facts.AccountState?.Balance is null)
            found.Add(rule.NoBalance);
        else
        {
            var late = facts.Now - Schedules.Latest(schedule, zone, facts.Event.Time, facts.Now);
            if (late > rule.Rule.Schedule!.LateWithin && late > OnTime)
                found.Add(rule.Suppressed("missed", $"it fell due while the service was not running, and is too late by now"));
            else
                Recipients.Draft(facts, rule, profile, late > OnTime ? [.. rule.Triggered, WasLate] : rule.Triggered, null, ref found,
                    mayWait: late > OnTime || Wishes.Of(profile, rule.Id, account).Schedule is null);
        }
    }
}

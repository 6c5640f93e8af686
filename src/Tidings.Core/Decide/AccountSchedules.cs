using Tidings.Core.Customers;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Preferences;

namespace Tidings.Core.Decide;

/// <summary>Sets and moves the due times of scheduled balances as profiles and accounts come and change.</summary>
internal static class AccountSchedules
{
    /// <summary>The profile was replaced: schedules and time zone may be others now. What has not changed keeps its due time.</summary>
    public static void Reschedule(in Facts facts, ref Findings found)
    {
        var zone = TimeZones.Of(facts.Profile!.TimeZone, facts.Book.Bank);
        var moved = facts.State.Profile is { } before && TimeZones.Of(before.TimeZone, facts.Book.Bank).Id != zone.Id;
        foreach (var account in facts.State.Accounts)
        {
            var schedule = For(facts, account.Id);
            if (moved || schedule != account.Schedule)
                found.Add(Scheduled(account.Id, schedule, zone, facts.Now));
        }
    }

    /// <summary>A balance came for an account that has no due time: it gets one if customer or bank want it.</summary>
    public static void Begin(in Facts facts, string account, ref Findings found)
    {
        if (facts.AccountState?.NextDue is null && For(facts, account) is { } schedule)
            found.Add(Scheduled(account, schedule, TimeZones.Of(facts.Profile!.TimeZone, facts.Book.Bank), facts.Now));
    }

    public static AccountScheduled Scheduled(string account, BalanceSchedule? schedule, TimeZoneInfo zone, DateTimeOffset now) =>
        new(account, schedule, schedule is null ? null : Schedules.Next(schedule, zone, now));

    /// <returns>Null: the account's balance is not sent on schedule.</returns>
    public static BalanceSchedule? For(in Facts facts, string account)
    {
        if (facts.Book.Scheduled is not { } rule || facts.Profile is not { } profile || (profile.Preferences.Count == 0 && !rule.Rule.OnByDefault))
            return null;
        var wishes = Wishes.Of(profile, rule.Id, account);
        return rule.Rule.Mandatory || (wishes.Enabled ?? rule.Rule.OnByDefault) ? wishes.Schedule ?? rule.Rule.Schedule!.Default : null;
    }
}

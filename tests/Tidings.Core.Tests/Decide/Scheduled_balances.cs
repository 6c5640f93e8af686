using System.Globalization;
using CsCheck;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class Scheduled_balances
{
    static readonly BalanceSchedule Morning = new(ScheduleEvery.Day, 1, new(8, 0));
    static readonly CustomerProfile Asking = Ada with { Preferences = [new("balance-scheduled", null, null, null, Morning)] };

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // Noon UTC is 13:00 in Berlin: next due tomorrow at 08:00, 07:00 UTC.
    static readonly DateTimeOffset FirstDue = Utc("2026-11-24T07:00:00");

    static Given WithBalance(CustomerProfile? profile = null)
    {
        var given = new Given(profile ?? Asking);
        given.Balance(500);
        return given;
    }

    static Decision Due(Given given, DateTimeOffset now)
    {
        given.Now = now;
        return given.Decide(Assert.Single(Schedules.DueEvents(given.State, now)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "day", 1, "08:00", "2026-11-23T07:00:00", "2026-11-24T07:00:00")]
    [InlineData("Europe/Berlin", "day", 1, "08:00", "2026-11-23T06:59:59", "2026-11-23T07:00:00")]
    // Berlin skips 02:00 to 03:00 on 29 March: 02:30 falls due at 03:00, the next day at 02:30 again.
    [InlineData("Europe/Berlin", "day", 1, "02:30", "2026-03-28T12:00:00", "2026-03-29T01:00:00")]
    [InlineData("Europe/Berlin", "day", 1, "02:30", "2026-03-29T01:00:00", "2026-03-30T00:30:00")]
    // Berlin has 02:30 twice on 25 October: the first only.
    [InlineData("Europe/Berlin", "day", 1, "02:30", "2026-10-24T12:00:00", "2026-10-25T00:30:00")]
    [InlineData("Europe/Berlin", "day", 1, "02:30", "2026-10-25T00:30:00", "2026-10-26T01:30:00")]
    // The clock changes between: it stays 08:00 on the wall.
    [InlineData("America/New_York", "day", 1, "08:00", "2026-10-31T12:00:00", "2026-11-01T13:00:00")]
    // Mondays; 23 November 2026 is one.
    [InlineData("Asia/Kolkata", "week", 1, "09:00", "2026-11-23T03:30:00", "2026-11-30T03:30:00")]
    [InlineData("Asia/Kolkata", "week", 7, "09:00", "2026-11-23T03:30:00", "2026-11-29T03:30:00")]
    // The 31st, clamped.
    [InlineData("Etc/UTC", "month", 31, "00:00", "2026-01-31T00:00:00", "2026-02-28T00:00:00")]
    [InlineData("Etc/UTC", "month", 31, "00:00", "2026-02-28T00:00:00", "2026-03-31T00:00:00")]
    [InlineData("Etc/UTC", "month", 30, "00:00", "2028-01-30T00:00:00", "2028-02-29T00:00:00")]
    // Kiritimati is a day ahead, and Apia had no 30 December 2011.
    [InlineData("Pacific/Kiritimati", "month", 1, "00:30", "2026-11-23T00:00:00", "2026-11-30T10:30:00")]
    [InlineData("Pacific/Apia", "day", 1, "08:00", "2011-12-29T18:00:00", "2011-12-30T10:00:00")]
    [InlineData("Pacific/Apia", "day", 1, "08:00", "2011-12-30T10:00:00", "2011-12-30T18:00:00")]
    public void Fall_due_at_local_time(string zone, string every, int day, string at, string after, string next)
    {
        var schedule = new BalanceSchedule(Enum.Parse<ScheduleEvery>(every, ignoreCase: true), day, TimeOnly.Parse(at, CultureInfo.InvariantCulture));
        Assert.Equal(Utc(next), Schedules.Next(schedule, TimeZoneInfo.FindSystemTimeZoneById(zone), Utc(after)));
    }

    static readonly Gen<BalanceSchedule> AnySchedule = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 31], Gen.Int[0, 1439],
        (every, day, minute) => new BalanceSchedule((ScheduleEvery)every, every == 2 ? (day - 1) % 7 + 1 : day, TimeOnly.MinValue.AddMinutes(minute)));

    static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland"];
    static readonly Gen<string> AnyZone = Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]);

    [Fact]
    public void Any_schedule_goes_on_without_standing_still_or_leaping() => Gen.Select(AnySchedule, AnyZone, Gen.Int[0, 1000]).Sample((schedule, zone, days) =>
    {
        var (from, most) = (Utc("2025-01-01T00:00:00").AddDays(days), schedule.Every switch { ScheduleEvery.Day => 1, ScheduleEvery.Week => 7, _ => 31 });
        for (var i = 0; i < 20; i++)
        {
            var next = Schedules.Next(schedule, TimeZoneInfo.FindSystemTimeZoneById(zone), from);
            Assert.True(next > from);
            Assert.True(next - from <= TimeSpan.FromDays(most) + TimeSpan.FromHours(2));
            from = next;
        }
    });

    [Fact]
    public void Begin_with_the_first_balance_and_go_on()
    {
        var given = WithBalance();
        Assert.Equal(FirstDue, given.State.NextDue);
        Assert.Empty(Schedules.DueEvents(given.State, FirstDue.AddTicks(-1)));
        var decision = Due(given, FirstDue);
        var draft = Assert.Single(decision.Drafts);
        Assert.Equal(("balance-scheduled", Eur(500), Noon), (draft.Rule.Id, draft.Balance, draft.BalanceTime));
        Assert.Equal(FirstDue.AddDays(1), given.State.NextDue);
        Assert.Empty(Schedules.DueEvents(given.State, FirstDue));
    }

    [Fact]
    public void Have_the_same_id_after_a_restart()
    {
        var given = WithBalance();
        var restored = CustomerState.Restore(given.State.Snapshot());
        var (before, after) = (Schedules.DueEvents(given.State, FirstDue)[0], Schedules.DueEvents(restored, FirstDue.AddHours(1))[0]);
        Assert.Equal((before.Source, before.Id), (after.Source, after.Id));
    }

    [Theory]
    [InlineData(0, "balance-scheduled", null, false)]
    [InlineData(14, "balance-scheduled", null, false)]
    [InlineData(6 * 60, "balance-scheduled", null, true)]
    [InlineData(6 * 60 + 1, null, "balance-scheduled:missed", false)]
    public void Missed_they_are_sent_late_within_the_limit_and_skipped_with_a_record_after_it(int minutes, string? told, string? notTold, bool late)
    {
        var decision = Due(WithBalance(), FirstDue.AddMinutes(minutes));
        Assert.Equal(told is null ? [] : [told], decision.Told());
        Assert.Equal(notTold is null ? [] : [notTold], decision.NotTold());
        Assert.Equal(late, decision.Drafts.Count > 0 && decision.Drafts[0].Reasons.Any(reason => reason.Code == "late"));
    }

    [Fact]
    public void Missed_three_times_they_are_sent_once()
    {
        var given = WithBalance();
        Assert.Single(Due(given, FirstDue.AddDays(2).AddHours(1)).Drafts);
        Assert.Equal(FirstDue.AddDays(3), given.State.NextDue);
    }

    [Fact]
    public void Follow_a_moved_customer()
    {
        var given = WithBalance();
        given.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Asking with { TimeZone = "America/New_York" } });
        Assert.Equal(Utc("2026-11-23T13:00:00"), given.State.NextDue);
    }

    [Fact]
    public void Stay_as_they_are_when_something_else_of_the_profile_changes()
    {
        var given = WithBalance();
        given.Now = FirstDue.AddMinutes(1);
        given.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Asking with { Name = "Ada Berg" } });
        Assert.Equal(FirstDue, given.State.NextDue);
    }

    [Fact]
    public void End_when_the_wish_ends()
    {
        var given = WithBalance();
        given.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Ada });
        Assert.Null(given.State.NextDue);
    }

    [Fact]
    public void End_with_a_record_when_the_bank_offers_them_no_more()
    {
        var given = WithBalance();
        given.Book = BookOf(Bank, PresetsWith("balance-scheduled", rule => rule with { Enabled = false }));
        Assert.Equal(["balance-scheduled:not-offered"], Due(given, FirstDue).NotTold());
        Assert.Null(given.State.NextDue);
    }

    [Fact]
    public void Are_each_accounts_own()
    {
        var weekly = new BalanceSchedule(ScheduleEvery.Week, 2, new(9, 0));
        var given = WithBalance(Asking with { Preferences = [.. Asking.Preferences, new("balance-scheduled", "A-2", null, null, weekly), new("balance-scheduled", "A-3", false, null)] });
        foreach (var account in new[] { "A-2", "A-3" })
            given.Happened(EventTypes.BalanceReported, e => e with { Account = account, Balance = Eur(700) });
        Assert.Equal([Morning, weekly, null], given.State.Accounts.ToArray().Select(account => account.Schedule));
    }

    [Fact]
    public void At_a_time_of_the_customers_own_choice_do_not_wait_for_the_end_of_quiet_hours()
    {
        var sleeper = Asking with { QuietHours = new(new(22, 0), new(9, 0)) };
        Assert.Null(Due(WithBalance(sleeper), FirstDue).Drafts[0].NotBefore);
        var byDefault = sleeper with { Preferences = [new("balance-scheduled", null, true, null)] };
        Assert.Equal(FirstDue.AddHours(1), Due(WithBalance(byDefault), FirstDue).Drafts[0].NotBefore);
    }
}

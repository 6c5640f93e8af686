using Tidings.Core.Customers;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Verify;

namespace Tidings.Core.Decide;

/// <summary>Balances at the customer's local time: when the next falls due, and the events that our own clock raises then.</summary>
public static class Schedules
{
    /// <summary>The <see cref="BankEvent.Source"/> of what our own clock raises.</summary>
    public const string Source = "tidings:schedule";

    /// <summary>
    /// What has fallen due for this customer at <paramref name="now"/>: one event an account, however many times were missed, one for gathered debits, one for each verification whose time is over, and one for each question whose next step is due. Ids depend on account and due
    /// time alone, so that an event that was decided before a crash is known as a duplicate after it. Deciding it sets the next due time.
    /// </summary>
    public static IReadOnlyList<BankEvent> DueEvents(CustomerState state, DateTimeOffset now)
    {
        if (!(state.NextDue <= now))
            return [];
        var events = new List<BankEvent>();
        foreach (var account in state.Accounts)
            if (account.NextDue is { } due && due <= now)
                events.Add(Raised(EventTypes.BalanceDue, due, $"{account.Id}/{due.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}") with { Account = account.Id });
        if (state.Gathered is { } gathered && gathered.Due <= now)
            events.Add(Raised(EventTypes.DigestDue, gathered.Due, $"digest/{gathered.Due.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        foreach (var verification in state.Verifications)
            if (verification.Status == VerificationStatus.Pending && verification.ExpiresAt <= now)
                events.Add(Raised(EventTypes.Verification, verification.ExpiresAt, $"verification/{verification.Key:x16}/{verification.ExpiresAt.UtcTicks}") with
                {
                    Verification = new() { Act = VerificationAct.Expire, Key = verification.Key, At = now },
                });
        foreach (var question in state.Fraud is { } fraud ? fraud.Questions : [])
            if (question.Due is { } next && next <= now)
                events.Add(Raised(EventTypes.QuestionDue, next, $"fraud/{question.Key:x16}/{next.UtcTicks}") with { Question = question.Key });
        return events;

        BankEvent Raised(string type, DateTimeOffset at, FormattableString id) => new() { Source = Source, Id = FormattableString.Invariant(id), Type = type, Time = at, Customer = state.Id };
    }

    /// <summary>
    /// The first due time after <paramref name="after"/>. A time that the clock skips falls due when the clock has been put forward; one that it shows
    /// twice, the first time; a day that the month lacks, on its last day.
    /// </summary>
    public static DateTimeOffset Next(BalanceSchedule schedule, TimeZoneInfo zone, DateTimeOffset after)
    {
        var date = DateOnly.FromDateTime(LocalTime.Local(after, zone));
        date = schedule.Every == ScheduleEvery.Month ? new DateOnly(date.Year, date.Month, 1).AddMonths(-1) : date.AddDays(-1);
        while (true)
        {
            if (On(schedule, date) is { } day && LocalTime.Moment(day.ToDateTime(schedule.At), zone) is var moment && moment > after)
                return moment;
            date = schedule.Every == ScheduleEvery.Month ? date.AddMonths(1) : date.AddDays(1);
        }
    }

    /// <summary>The last due time at or before <paramref name="now"/>, given that <paramref name="due"/> was one.</summary>
    internal static DateTimeOffset Latest(BalanceSchedule schedule, TimeZoneInfo zone, DateTimeOffset due, DateTimeOffset now)
    {
        // A month's clamp and a clock's change make steps uneven: step on from a little before now.
        var start = now.AddDays(-64);
        var latest = due;
        for (var next = Next(schedule, zone, start > due ? start : due); next <= now; next = Next(schedule, zone, next))
            latest = next;
        return latest;
    }

    static DateOnly? On(BalanceSchedule schedule, DateOnly date) => schedule.Every switch
    {
        ScheduleEvery.Day => date,
        ScheduleEvery.Week => ((int)date.DayOfWeek + 6) % 7 + 1 == schedule.Day ? date : null,
        _ => new DateOnly(date.Year, date.Month, Math.Clamp(schedule.Day, 1, DateTime.DaysInMonth(date.Year, date.Month))),
    };
}

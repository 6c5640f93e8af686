using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Quiet hours defer what can wait to their end, in the customer's time zone.</summary>
internal static class QuietPolicy
{
    /// <summary>Codes, fraud, security and answers never wait; for the others the bank says.</summary>
    public static bool MayWait(MessageClass @class) => @class is >= MessageClass.Transaction and not MessageClass.Reply;

    /// <returns>When the text may go; null: at once.</returns>
    public static DateTimeOffset? NotBefore(MessageClass @class, CustomerProfile profile, BankSettings bank, DateTimeOffset now)
    {
        if (!MayWait(@class) || (profile.QuietHours ?? bank.QuietHours) is not { } quiet || !Waits(@class, bank))
            return null;
        return End(quiet, TimeZones.Of(profile.TimeZone, bank), now);
    }

    static bool Waits(MessageClass @class, BankSettings bank)
    {
        foreach (var waiting in bank.WaitingClasses)
            if (waiting == @class)
                return true;
        return false;
    }

    /// <returns>The end of the quiet hours in which <paramref name="now"/> lies; null: it lies in none.</returns>
    public static DateTimeOffset? End(QuietHours quiet, TimeZoneInfo zone, DateTimeOffset now)
    {
        var wall = LocalTime.Local(now, zone);
        if (!IsQuiet(quiet, TimeOnly.FromDateTime(wall)))
            return null;
        var end = wall.Date + quiet.Until.ToTimeSpan();
        if (end <= wall)
            end = end.AddDays(1);
        return LocalTime.Moment(end, zone, after: now);
    }

    static bool IsQuiet(QuietHours quiet, TimeOnly time) => quiet.From <= quiet.Until
        ? time >= quiet.From && time < quiet.Until
        : time >= quiet.From || time < quiet.Until;
}

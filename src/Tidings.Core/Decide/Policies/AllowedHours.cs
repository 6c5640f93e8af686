using Tidings.Core.Customers;

namespace Tidings.Core.Decide.Policies;

/// <summary>The first moment that every rule about hours allows.</summary>
internal static class AllowedHours
{
    /// <returns>Null: their hours have nothing in common.</returns>
    public static DateTimeOffset? First(List<PolicyRule> rules, TimeZoneInfo zone, DateTimeOffset from)
    {
        var moment = from;
        // Each round goes forward to the next beginning of a rule's hours; after two days all have begun, and what has not met will not.
        while (moment <= from.AddDays(3))
        {
            var latest = moment;
            foreach (var rule in rules)
                if (QuietPolicy.End(new QuietHours(rule.Params!.Until!.Value, rule.Params.From!.Value), zone, moment) is { } begins && begins > latest)
                    latest = begins;
            if (latest == moment)
                return moment;
            moment = latest;
        }
        return null;
    }
}

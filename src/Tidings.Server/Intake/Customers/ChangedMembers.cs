using Tidings.Core.Customers;

namespace Tidings.Server.Intake.Customers;

/// <summary>Which members differ, by the names that the API has for them.</summary>
internal static class ChangedMembers
{
    public static IReadOnlyList<string> Of(CustomerProfile? before, CustomerProfile now) => Names(
    [
        ("name", before?.Name != now.Name),
        ("phones", !now.Phones.SequenceEqual(before?.Phones ?? [])),
        ("language", before?.Language != now.Language),
        ("timeZone", before?.TimeZone != now.TimeZone),
        ("country", (before?.Country ?? "") != now.Country),
        ("marketingOptOut", (before?.MarketingOptOut ?? false) != now.MarketingOptOut),
        ("quietHours", before?.QuietHours != now.QuietHours),
        ("preferences", !now.Preferences.SequenceEqual(before?.Preferences ?? [])),
    ]);

    public static IReadOnlyList<string> Of(Account? before, Account now) => Names(
    [
        ("holders", !now.Holders.SequenceEqual(before?.Holders ?? [])),
        ("currency", before?.Currency != now.Currency),
        ("masked", before?.Masked != now.Masked),
        ("nickname", before?.Nickname != now.Nickname),
        ("lowBalance", before?.LowBalance != now.LowBalance),
        ("largeTransaction", before?.LargeTransaction != now.LargeTransaction),
        ("iban", before?.Iban != now.Iban),
    ]);

    static IReadOnlyList<string> Names(ReadOnlySpan<(string Name, bool Differs)> members)
    {
        var names = new List<string>(members.Length);
        foreach (var (name, differs) in members)
            if (differs)
                names.Add(name);
        return names;
    }
}

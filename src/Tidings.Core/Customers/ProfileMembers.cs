namespace Tidings.Core.Customers;

/// <summary>Members of a profile that an update may leave as they are registered.</summary>
[Flags]
public enum ProfileMembers : byte
{
    None = 0,
    Phones = 1,
    Language = 2,
    TimeZone = 4,
    MarketingOptOut = 8,
    QuietHours = 16,
    Preferences = 32,
    Country = 64,
}

/// <summary>A profile as a door read it.</summary>
/// <param name="Profile">What was not there has the value of a customer who is new.</param>
/// <param name="Keeps">What was not there: it stays as it is registered.</param>
public sealed record ProfileUpdate(CustomerProfile Profile, ProfileMembers Keeps)
{
    public override string ToString() => "customer (redacted)";
}

namespace Tidings.Server.Intake.Events;

/// <summary>The members of an event's <c>data</c>, as bits: a type's shape is a set of them.</summary>
[Flags]
internal enum EventField : ulong
{
    None = 0,
    Customer = 1 << 0,
    Account = 1 << 1,
    Kind = 1 << 2,
    Credit = 1 << 3,
    Amount = 1 << 4,
    Balance = 1 << 5,
    Pending = 1 << 6,
    Counterparty = 1 << 7,
    /// <summary>An object on the wire: name, mcc and country.</summary>
    Merchant = 1 << 8,
    Country = 1 << 9,
    Channel = 1 << 10,
    Place = 1 << 11,
    Device = 1 << 12,
    NewDevice = 1 << 13,
    Purpose = 1 << 14,
    CardLast4 = 1 << 15,
    Status = 1 << 16,
    Reason = 1 << 17,
    Reference = 1 << 18,
    Contact = 1 << 19,
    OldPhone = 1 << 20,
    NewPhone = 1 << 21,
    Limit = 1 << 22,
    Name = 1 << 23,
    Phones = 1 << 24,
    Language = 1 << 25,
    TimeZone = 1 << 26,
    MarketingOptOut = 1 << 27,
    QuietHours = 1 << 28,
    Preferences = 1 << 29,
    Session = 1 << 30,
    Terminal = 1UL << 31,
    Latitude = 1UL << 32,
    Longitude = 1UL << 33,
}

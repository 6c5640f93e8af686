namespace Tidings.Client.Events;

/// <summary>What of a customer's registration can be taken away.</summary>
[Flags]
public enum CustomerMembers
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The language: the bank's default counts.</summary>
    Language = 1,
    /// <summary>The time zone: the bank's default counts.</summary>
    TimeZone = 2,
    /// <summary>The country: that of the number counts.</summary>
    Country = 4,
    /// <summary>The customer's own quiet hours.</summary>
    QuietHours = 8,
    /// <summary>All wishes about alerts.</summary>
    Preferences = 16,
}

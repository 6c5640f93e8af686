namespace Tidings.Core.Deliver;

/// <summary>A text never leaves after its validity, and tells the carrier how long it may try.</summary>
public static class Validity
{
    /// <summary>
    /// Whole seconds in which the carrier may still deliver: what goes into validity_period. Zero: too late to send. Less than a second is
    /// too late as well, since the standard counts in seconds (SMPP 3.4 §7.1.1) and rounding up would outlive the validity.
    /// </summary>
    public static long SecondsLeft(DateTimeOffset validUntil, DateTimeOffset now) =>
        Math.Max(0, (validUntil - now).Ticks / TimeSpan.TicksPerSecond);

    public static bool IsOver(DateTimeOffset validUntil, DateTimeOffset now) => SecondsLeft(validUntil, now) == 0;
}

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>The windows that features look back over, in seconds. A window of w that ends at t is (t - w, t], as pandas' <c>rolling</c> has it.</summary>
public static class Seconds
{
    public const uint Hour = 3_600;
    public const uint Day = 86_400;
    public const uint Week = 7 * Day;
    public const uint Month = 30 * Day;
}

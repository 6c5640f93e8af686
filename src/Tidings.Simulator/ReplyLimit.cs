namespace Tidings.Simulator;

/// <summary>How long a reply from a phone may be.</summary>
internal static class ReplyLimit
{
    public const int Characters = 1_600;
}

namespace Tidings.Core.Decide.Limits;

/// <summary>Says what counts would say, and counts nothing.</summary>
public sealed class PeekedCounts(TextCounters counters) : ITextCounts
{
    /// <inheritdoc/>
    public bool TryTake(ulong key, int most, TimeSpan within, DateTimeOffset now) => counters.Count(key, within, now) < most;

    /// <inheritdoc/>
    public void GiveBack(ulong key)
    {
    }

    /// <summary>How often this text, and any text, went to the message's number in the times that run.</summary>
    public (int Identical, int ToANumber) Of(Messages.Message message, TextLimits limits, DateTimeOffset now)
    {
        var (text, number) = LimitRun.KeysOf(message);
        return (counters.Count(text, limits.Identical.Within, now), counters.Count(number, limits.ToANumber.Within, now));
    }
}

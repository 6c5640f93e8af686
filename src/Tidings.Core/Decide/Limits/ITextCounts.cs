namespace Tidings.Core.Decide.Limits;

/// <summary>How many texts went under a key in a time. Safe for many threads: of those who count the same key at once, no more than the limit are told that they may.</summary>
public interface ITextCounts
{
    /// <summary>Counts one more under this key. False: the limit is reached, and nothing was counted.</summary>
    bool TryTake(ulong key, int most, TimeSpan within, DateTimeOffset now);

    /// <summary>What was counted is not sent after all.</summary>
    void GiveBack(ulong key);
}

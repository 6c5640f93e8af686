namespace Tidings.Storage.Commits;

/// <summary>How much may wait, and how much goes into one transaction. A unit is never split: the last one taken may pass a bound.</summary>
/// <param name="QueuedUnits">Units that wait before callers wait for room.</param>
/// <param name="Units">Units a transaction.</param>
/// <param name="Rows">Rows a transaction.</param>
/// <param name="Bytes">Bytes a transaction.</param>
/// <param name="PatientRows">Rows of low priority a transaction: they must not hold the flow up for long.</param>
/// <param name="OverdueLookups">So many rows, where what comes next is look-ups that have let others go first for too long: their units are small, and they must keep up where nothing ever rests.</param>
/// <param name="Patience">How long a unit of low priority lets others go first.</param>
internal sealed record CommitBounds(int QueuedUnits, int Units, int Rows, long Bytes, int PatientRows, int OverdueLookups, TimeSpan Patience)
{
    public static CommitBounds Default { get; } = new(4096, 2048, 16_384, 8 << 20, 512, 2048, TimeSpan.FromSeconds(1));
}

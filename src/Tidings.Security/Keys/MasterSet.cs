using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>The installation's few keys, unwrapped: those that wrap data keys, by version, and those of the blind index, the newest first.</summary>
internal sealed class MasterSet(IReadOnlyDictionary<uint, SealingKey> wrapping, IReadOnlyList<BlindIndex> indexes, long loadedAt) : IDisposable
{
    public long LoadedAt { get; } = loadedAt;

    /// <summary>What new data keys are wrapped under.</summary>
    public SealingKey Newest { get; } = wrapping[wrapping.Keys.Max()];

    public SealingKey? Wrapping(uint version) => wrapping.GetValueOrDefault(version);

    public IReadOnlyCollection<uint> WrappingVersions => [.. wrapping.Keys];

    /// <summary>Under the first is written; all are looked under while entries of the older ones are there.</summary>
    public IReadOnlyList<BlindIndex> Indexes => indexes;

    /// <summary>Drops what a later set does not have.</summary>
    public void DisposeWithout(MasterSet later)
    {
        foreach (var (version, key) in wrapping)
        {
            if (later.Wrapping(version) is null)
                key.Dispose();
        }
        foreach (var index in indexes)
        {
            if (!later.Indexes.Contains(index))
                index.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var key in wrapping.Values)
            key.Dispose();
        foreach (var index in indexes)
            index.Dispose();
    }
}

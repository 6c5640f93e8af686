using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>
/// A customer or an account as the stores know it: a token, and its data keys. Its own lock, which nobody outside of here takes: there are as many of these as customers.
/// </summary>
/// <param name="keys">Those that are not destroyed, by version, ascending.</param>
/// <param name="destroyed">Versions that are.</param>
internal sealed class Subject(string token, SealingKey[] keys, uint[] destroyed, long loadedAt) : IDisposable
{
    int holds;
    bool dropped;
    bool zeroed;

    public string Token => token;
    public long LoadedAt => loadedAt;

    /// <summary>Used since the cache last looked.</summary>
    public bool Used { get; set; } = true;

    /// <summary>What is sealed under now; null where all are destroyed.</summary>
    public SealingKey? Newest => keys.Length == 0 ? null : keys[^1];

    public uint HighestVersion => Math.Max(keys.Length == 0 ? 0 : keys[^1].Version, destroyed.DefaultIfEmpty().Max());

    public SealingKey? Find(uint version)
    {
        foreach (var key in keys)
        {
            if (key.Version == version)
                return key;
        }
        return null;
    }

    /// <summary>What was sealed under this version is gone for good.</summary>
    public bool IsDestroyed(uint version) => destroyed.AsSpan().Contains(version);

    /// <summary>The cache has let go of it: another may stand in its place.</summary>
    public bool Dropped => Volatile.Read(ref dropped);

    /// <summary>Keeps the keys until <see cref="Release"/>, also where the cache drops them. False: they are zero already.</summary>
    public bool Hold()
    {
        lock (this)
        {
            holds += zeroed ? 0 : 1;
            return !zeroed;
        }
    }

    public void Release()
    {
        lock (this)
        {
            if (--holds == 0 && dropped)
                Dispose();
        }
    }

    /// <summary>Zeroes the keys as soon as nobody holds them.</summary>
    public void Drop()
    {
        lock (this)
        {
            dropped = true;
            if (holds == 0)
                Dispose();
        }
    }

    /// <summary>Zeroes the keys now, whoever holds them.</summary>
    public void Dispose()
    {
        dropped = zeroed = true;
        foreach (var key in keys)
            key.Dispose();
    }
}

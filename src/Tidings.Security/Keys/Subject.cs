using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>A customer or an account as the stores know it: a token, and its data keys.</summary>
/// <param name="keys">Those that are not destroyed, by version, ascending.</param>
/// <param name="destroyed">Versions that are.</param>
internal sealed class Subject(string token, SealingKey[] keys, uint[] destroyed, long loadedAt) : IDisposable
{
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

    public void Dispose()
    {
        foreach (var key in keys)
            key.Dispose();
    }
}

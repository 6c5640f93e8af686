using System.Security.Cryptography;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>A version of the root key in clear.</summary>
internal readonly record struct RootKey(int Version, DateTimeOffset MadeAt, byte[] Key)
{
    public override string ToString() => $"version {Version}";
}

/// <summary>The root keys of a keyring, in memory for the length of one call and zeroed after it.</summary>
internal sealed class RootKeys(KeyringHeader header, IReadOnlyList<RootKey> all) : IDisposable
{
    public KeyringHeader Header { get; } = header;

    public IReadOnlyList<RootKey> All { get; } = all;

    public RootKey Newest => All.MaxBy(static key => key.Version);

    public string Root => $"file:{Header.Id}";

    public string IdOf(RootKey key) => new RootVersion(Root, key.Version).ToString();

    public byte[] Find(string rootKeyId)
    {
        var version = RootVersion.Of(Root, rootKeyId);
        return All.FirstOrDefault(key => key.Version == version).Key ?? throw Refusals.OtherRoot();
    }

    /// <summary>These and a fresh one; the arrays are shared with the old list.</summary>
    public RootKeys WithNew(TimeProvider time) =>
        new(Header, [.. All, new(All.Count == 0 ? 1 : Newest.Version + 1, time.GetUtcNow(), RandomNumberGenerator.GetBytes(Refusals.KeySize))]);

    public static RootKeys Fresh(bool underPassphrase, TimeProvider time)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new RootKeys(new(KeyringHeader.Current, id, underPassphrase ? Argon2idSettings.New() : null), []).WithNew(time);
    }

    public void Dispose()
    {
        foreach (var key in All)
            CryptographicOperations.ZeroMemory(key.Key);
    }
}

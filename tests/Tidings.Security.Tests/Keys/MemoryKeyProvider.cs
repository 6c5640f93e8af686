using System.Security.Cryptography;
using System.Text;
using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys;

/// <summary>Root keys in memory, which may go away and come back.</summary>
internal sealed class MemoryKeyProvider : IKeyProvider
{
    readonly List<byte[]> roots = [RandomNumberGenerator.GetBytes(32)];

    public bool Away { get; set; }
    public int Unwrapped { get; private set; }
    public List<string> Contexts { get; } = [];

    public string Name => "memory";

    public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel)
    {
        Answer();
        Contexts.Add(context);
        var wrapped = new byte[12 + key.Length + 16];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var gcm = new AesGcm(roots[^1], 16);
        gcm.Encrypt(wrapped.AsSpan(0, 12), key.Span, wrapped.AsSpan(12, key.Length), wrapped.AsSpan(12 + key.Length), Encoding.UTF8.GetBytes(context));
        return new(new WrappedKey($"{roots.Count}", wrapped));
    }

    public ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel)
    {
        Answer();
        Unwrapped++;
        var bytes = wrapped.Bytes.Span;
        var key = new byte[bytes.Length - 28];
        try
        {
            using var gcm = new AesGcm(roots[int.Parse(wrapped.RootKeyId) - 1], 16);
            gcm.Decrypt(bytes[..12], bytes[12..^16], bytes[^16..], key, Encoding.UTF8.GetBytes(context));
        }
        catch (CryptographicException failure)
        {
            throw new KeyRefusedException("It does not open.", failure);
        }
        return new(key);
    }

    public ValueTask<string> RotateRoot(CancellationToken cancel)
    {
        Answer();
        roots.Add(RandomNumberGenerator.GetBytes(32));
        return new($"{roots.Count}");
    }

    public ValueTask<string> CurrentRoot(CancellationToken cancel) => new($"{roots.Count}");

    /// <summary>Loses a root key, as a provider does whose old versions are disabled.</summary>
    public void Forget(int version) => RandomNumberGenerator.Fill(roots[version - 1]);

    void Answer()
    {
        if (Away)
            throw new KeyProviderUnavailableException("Nobody answers.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

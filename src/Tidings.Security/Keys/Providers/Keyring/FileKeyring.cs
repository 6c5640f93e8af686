using System.Security.Cryptography;
using System.Text;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>
/// Root keys in a file, for development and for one machine. The file is read at each call, since there are few: so that a rotation by another process
/// counts at once, and root keys are in memory no longer than a call takes.
/// </summary>
internal sealed class FileKeyring : IKeyProvider
{
    const int NonceSize = 12, TagSize = 16;
    readonly KeyringFile _file;
    readonly KeyringPassphrase _passphrase;
    readonly CallLimit _limit;
    readonly TimeProvider _time;

    /// <exception cref="KeyProviderUnavailableException">The file is to be made, and cannot be.</exception>
    public FileKeyring(FileKeyringOptions options, TimeSpan timeout, TimeProvider time)
    {
        _file = new(options.Path);
        _passphrase = new(options.Passphrase);
        _limit = new(Name, timeout, time);
        _time = time;
        if (options.CreateIfMissing && !_file.Exists)
            Create();
    }

    public string Name => "file";

    public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel)
    {
        Refusals.IfNotAKey(key);
        return Call(() =>
        {
            using var keys = Load();
            var id = keys.IdOf(keys.Newest);
            var bytes = new byte[NonceSize + key.Length + TagSize];
            RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
            using var cipher = new AesGcm(keys.Newest.Key, TagSize);
            cipher.Encrypt(bytes.AsSpan(0, NonceSize), key.Span, bytes.AsSpan(NonceSize, key.Length), bytes.AsSpan(NonceSize + key.Length), BoundTo(id, context));
            return new WrappedKey(id, bytes);
        }, cancel);
    }

    public ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel) => Call(() =>
    {
        using var keys = Load();
        using var cipher = new AesGcm(keys.Find(wrapped.RootKeyId), TagSize);
        if (wrapped.Bytes.Length != NonceSize + Refusals.KeySize + TagSize)
            throw Refusals.NotOurs();
        var bytes = wrapped.Bytes.Span;
        var key = new byte[Refusals.KeySize];
        try
        {
            cipher.Decrypt(bytes[..NonceSize], bytes[NonceSize..^TagSize], bytes[^TagSize..], key, BoundTo(wrapped.RootKeyId, context));
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Refusals.NotOurs();
        }
    }, cancel);

    public ValueTask<string> CurrentRoot(CancellationToken cancel) => Call(() =>
    {
        using var keys = Load();
        return keys.IdOf(keys.Newest);
    }, cancel);

    public async ValueTask<string> RotateRoot(CancellationToken cancel) => await _limit.Run(async stop =>
    {
        using var alone = await _file.Lock(_time, stop).ConfigureAwait(false);
        using var old = Load();
        using var keys = old.WithNew(_time);
        Save(keys);
        return keys.IdOf(keys.Newest);
    }, cancel).ConfigureAwait(false);

    public ValueTask DisposeAsync()
    {
        _passphrase.Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => Name;

    void Create()
    {
        using var alone = _file.Lock(_time, CancellationToken.None).GetAwaiter().GetResult();
        if (_file.Exists)
            return;
        using var keys = RootKeys.Fresh(_passphrase.IsSet, _time);
        Save(keys);
    }

    RootKeys Load()
    {
        var content = _file.Read();
        try
        {
            return KeyringFormat.Read(content, _passphrase);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    void Save(RootKeys keys)
    {
        var content = KeyringFormat.Write(keys, _passphrase);
        _file.Replace(content);
        CryptographicOperations.ZeroMemory(content);
    }

    async ValueTask<T> Call<T>(Func<T> call, CancellationToken cancel) =>
        await _limit.Run(stop => Task.Run(call, stop), cancel).ConfigureAwait(false);

    static byte[] BoundTo(string rootKeyId, string context) => Encoding.UTF8.GetBytes($"tidings keyring\0{rootKeyId}\0{context}");
}

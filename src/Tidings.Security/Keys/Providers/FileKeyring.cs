using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys.Providers;

/// <summary>Root keys in a file that its owner alone may read, a line each: version and 64 hexadecimal digits. For development, and for one machine whose disk is encrypted.</summary>
public sealed class FileKeyring : IKeyProvider
{
    const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string path;
    readonly Lock turn = new();

    FileKeyring(string path) => this.path = path;

    /// <inheritdoc/>
    public string Name => "file";

    /// <summary>The keyring in this file, which is made, with its folder and a random key, where it is missing.</summary>
    public static FileKeyring Open(string path)
    {
        var ring = new FileKeyring(path);
        if (!File.Exists(path))
        {
            MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            ring.Write([RandomNumberGenerator.GetBytes(SealingKey.KeyBytes)]);
        }
        return ring;
    }

    /// <inheritdoc/>
    public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel)
    {
        var roots = Read();
        var wrapped = new byte[Sealer.SealedLength(key.Length)];
        using var root = SealingKey.Derive(roots[^1], (uint)roots.Count);
        Zero(roots);
        Sealer.Seal(root, Place(context), key.Span, wrapped);
        return new(new WrappedKey(Id(roots.Count), wrapped));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel)
    {
        var roots = Read();
        var version = Sealer.VersionOf(wrapped.Bytes.Span);
        using var root = version >= 1 && version <= roots.Count ? SealingKey.Derive(roots[(int)version - 1], version) : null;
        Zero(roots);
        var key = GC.AllocateUninitializedArray<byte>(Sealer.PlainLength(wrapped.Bytes.Length), pinned: true);
        return Sealer.Open(root, Place(context), wrapped.Bytes.Span, key) == Opening.Opened
            ? new(key)
            : throw new KeyRefusedException("The keyring does not open this key.");
    }

    /// <inheritdoc/>
    public ValueTask<string> RotateRoot(CancellationToken cancel)
    {
        lock (turn)
        {
            var roots = Read();
            roots.Add(RandomNumberGenerator.GetBytes(SealingKey.KeyBytes));
            Write(roots);
            Zero(roots);
            return new(Id(roots.Count));
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> CurrentRoot(CancellationToken cancel)
    {
        var roots = Read();
        Zero(roots);
        return new(Id(roots.Count));
    }

    static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerAlone | UnixFileMode.UserExecute);
    }

    static string Id(int version) => string.Create(CultureInfo.InvariantCulture, $"file/{version}");

    static SealContext Place(string context) => new("tidings"u8, "root"u8, "wrapped"u8, Encoding.UTF8.GetBytes(context));

    static void Zero(List<byte[]> roots) => roots.ForEach(static root => CryptographicOperations.ZeroMemory(root));

    List<byte[]> Read()
    {
        try
        {
            return [.. File.ReadLines(path).Select(static line => Convert.FromHexString(line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal) + 1)))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyProviderUnavailableException("The keyring cannot be read.", failure);
        }
    }

    /// <summary>Beside the old one first, so that a crash leaves one of the two whole.</summary>
    void Write(IReadOnlyList<byte[]> roots)
    {
        var beside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerAlone;
        using (var file = new FileStream(beside, options))
        {
            for (var i = 0; i < roots.Count; i++)
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i + 1} {Convert.ToHexStringLower(roots[i])}\n")));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

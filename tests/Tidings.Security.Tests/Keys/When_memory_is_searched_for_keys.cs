using System.Globalization;
using System.Security.Cryptography;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

/// <summary>What a core dump would hold: this process's own memory is read as the kernel shows it. The key that is looked for is written down only as its complement.</summary>
[Collection(nameof(When_memory_is_searched_for_keys))]
[CollectionDefinition(nameof(When_memory_is_searched_for_keys), DisableParallelization = true)]
public sealed class When_memory_is_searched_for_keys : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tidings-memory-");

    [Fact]
    public async Task Neither_a_key_that_was_unwrapped_nor_what_was_derived_of_it_is_left_when_the_ring_has_ended()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("It reads /proc/self/mem.");
        var provider = new SeededProvider();
        byte[] complement = await Life(provider);
        Assert.Equal(0, Found(provider.Complement));
        Assert.Equal(0, Found(complement));
    }

    /// <summary>Unwraps, seals, opens and ends. The complement of what the customer's key became.</summary>
    async Task<byte[]> Life(SeededProvider provider)
    {
        var ring = new KeyRing(SqliteKeyStore.Create(folder.FullName), provider, KeyLimits.Default, TimeProvider.System);
        var store = new SealedStore(SqliteStore.Create(new SqliteStoreOptions { Directory = folder.FullName }, TimeProvider.System), ring);
        await store.Open(8, Cancel);
        await store.Commit(new() { Journal = [Row(1, "ada")] });
        await store.ReadMessage(Id(1), Cancel);
        var complement = Complement(ring);
        // The control: while it is in use, the search finds it.
        Assert.NotEqual(0, Found(complement));
        await store.DisposeAsync();
        return complement;
    }

    static byte[] Complement(KeyRing ring)
    {
        Assert.True(ring.Subjects.TryGetCustomer("ada", out var ada));
        var complement = new byte[SealingKey.KeyBytes];
        for (var i = 0; i < complement.Length; i++)
            complement[i] = (byte)~ada.Newest!.Material[i];
        return complement;
    }

    /// <summary>How often the bytes whose complement is given are in memory that can be written.</summary>
    static int Found(byte[] complement)
    {
        var found = 0;
        using var memory = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var chunk = GC.AllocateUninitializedArray<byte>(1 << 20, pinned: true);
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            if (line.Split(' ') is not [var range, ['r', 'w', ..], ..] || range.Split('-') is not [var from, var to])
                continue;
            var end = long.Parse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var at = long.Parse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture); at < end;)
            {
                var read = Read(memory, at, chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - at)));
                if (read <= complement.Length)
                    break;
                found += Count(chunk.AsSpan(0, read), complement);
                at += read == end - at ? read : read - complement.Length + 1;
            }
        }
        CryptographicOperations.ZeroMemory(chunk);
        return found;
    }

    static int Read(FileStream memory, long at, Span<byte> into)
    {
        try
        {
            return RandomAccess.Read(memory.SafeFileHandle, into, at);
        }
        catch (IOException)
        {
            // Let go meanwhile, or the kernel's own.
            return 0;
        }
    }

    static int Count(ReadOnlySpan<byte> bytes, byte[] complement)
    {
        var (found, first) = (0, (byte)~complement[0]);
        for (var at = 0; bytes[at..].IndexOf(first) is >= 0 and var next && at + next + complement.Length <= bytes.Length; at += next + 1)
        {
            var same = 0;
            while (same < complement.Length && (byte)~bytes[at + next + same] == complement[same])
                same++;
            found += same == complement.Length ? 1 : 0;
        }
        return found;
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Whatever is wrapped, it unwraps to one key that the test knows.</summary>
    sealed class SeededProvider : IKeyProvider
    {
        public byte[] Complement { get; } = RandomNumberGenerator.GetBytes(32);

        public string Name => "seeded";
        public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel) => new(new WrappedKey("1", new byte[32]));
        public ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel)
        {
            var key = GC.AllocateUninitializedArray<byte>(32, pinned: true);
            for (var i = 0; i < key.Length; i++)
                key[i] = (byte)~Complement[i];
            return new(key);
        }

        public ValueTask<string> RotateRoot(CancellationToken cancel) => new("1");
        public ValueTask<string> CurrentRoot(CancellationToken cancel) => new("1");
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

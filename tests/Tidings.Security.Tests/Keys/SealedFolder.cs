using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Security.Tests.Keys;

/// <summary>A data directory with a sealed store in it.</summary>
internal sealed class SealedFolder : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tidings-sealed-");

    public FakeTimeProvider Time { get; } = new(Noon);
    public MemoryKeyProvider Provider { get; } = new();
    public KeyLimits Limits { get; init; } = new(TimeSpan.FromHours(1), 10_000);
    public List<DecoyOpened> Alarms { get; } = [];
    /// <summary>Set before the next start: rows that do not open are told to it and left out.</summary>
    public SealRefusals? Refusals { get; set; }
    public List<SealRefused> Refused { get; } = [];
    public KeyRing Ring { get; private set; } = null!;
    public SealedStore Store { get; private set; } = null!;

    public string Path => folder.FullName;
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SealedFolder> Open(KeyLimits? limits = null)
    {
        var made = limits is null ? new SealedFolder() : new SealedFolder { Limits = limits };
        await made.Start();
        return made;
    }

    public async Task Start()
    {
        Ring = new KeyRing(SqliteKeyStore.Create(Path), Provider, Limits, Time, Alarms.Add);
        Store = new SealedStore(SqliteStore.Create(new SqliteStoreOptions { Directory = Path }, Time), Ring, Refusals);
        await Store.Open(8, Cancel);
    }

    /// <summary>Changes a file of the directory while nobody has it, and starts again.</summary>
    public Task Edit(string sql, string file = "tidings.db") => Edit((sql, file));

    /// <summary>Several files at once.</summary>
    public async Task Edit(params (string Sql, string File)[] edits)
    {
        await Store.DisposeAsync();
        foreach (var (sql, file) in edits)
        {
            await using var thief = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, file)};Pooling=False");
            await thief.OpenAsync(Cancel);
            await using var command = thief.CreateCommand();
            command.CommandText = sql;
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Cancel));
        }
        await Start();
    }

    public async Task Reopen()
    {
        await Store.DisposeAsync();
        await Start();
    }

    public static MessageId Id(int number) => new(MessageId.First(Noon, 0).Value + ((long)number << 22));

    public static JournalRow Row(int number, string customer, string text = "Hello", int messages = 1) => new()
    {
        Id = Id(number),
        Partition = 0,
        Customer = customer,
        EventKey = (ulong)number,
        Messages = messages,
        Class = messages == 0 ? (byte)0 : (byte)3,
        Carrier = messages == 0 ? null : "alpha",
        Payload = Encoding.UTF8.GetBytes(text),
        Delta = Encoding.UTF8.GetBytes("delta of " + text),
    };

    public static ProfileRow Profile(string customer, string state = "state", DateTimeOffset? due = null) => new(0, customer, Id(1), due, Encoding.UTF8.GetBytes(state));

    public async Task Commit(params JournalRow[] rows) => Assert.Equal(CommitOutcome.Committed, await Store.Commit(new() { Journal = rows }));

    public async Task Commit(CommitUnit unit) => Assert.Equal(CommitOutcome.Committed, await Store.Commit(unit));

    /// <summary>Customer and text of every journal row that opens.</summary>
    public async Task<(string Customer, string Text)[]> Journal()
    {
        var rows = new List<(string, string)>();
        await foreach (var row in Store.ReadJournal(default, null, Cancel))
            rows.Add((row.Customer, Encoding.UTF8.GetString(row.Payload.Span)));
        return [.. rows];
    }

    /// <summary>Every file of the directory, as it is on the disk now.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Files() => folder.EnumerateFiles().OrderBy(static file => file.Name).Select(static file =>
    {
        // The lock's own file cannot be read while it is held, and holds nothing.
        if (file.Extension == ".lock")
            return (file.Name, []);
        using var read = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[read.Length];
        read.ReadExactly(bytes);
        return (file.Name, bytes);
    });

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

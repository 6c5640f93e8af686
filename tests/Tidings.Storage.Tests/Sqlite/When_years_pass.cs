using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>Months of the flow, each written and then deleted when the next but one is.</summary>
public sealed class When_years_pass : IAsyncDisposable
{
    const int EventsAMonth = 5_000;

    readonly SqliteRig rig = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    async Task<SqliteStore> Open()
    {
        var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder, LookupPurgeEvery = TimeSpan.Zero }, TimeProvider.System);
        await store.Open(1, Cancel);
        return store;
    }

    static DateTimeOffset Start(int month) => Sample.Noon.AddDays(30 * month);

    static MessageId Id(int month, int number) => new(MessageId.First(Start(month), 0).Value + ((long)number << 22));

    static async Task Write(IStore store, int month)
    {
        var random = new Random(month);
        var hold = await store.TakePartition(0, "here", Cancel);
        foreach (var numbers in Enumerable.Range(0, EventsAMonth).Chunk(500))
        {
            await store.Commit(new CommitUnit
            {
                Journal = [.. numbers.Select(number => Sample.Row(Id(month, number)))],
                Submissions = [.. numbers.Select(number => Sample.Accepted(Id(month, number)))],
                Receipts = [.. numbers.Select(number => new ReceiptRow(Id(month, number), 0, 0, Start(month), 2, null))],
                Lookups = [.. numbers.SelectMany(number => Enumerable.Range(0, 3).Select(_ => new LookupRow(random.NextInt64(), Id(month, number), 0))), new LookupRow(LookupKey.Mark, Id(month, numbers[^1]), 0)],
            });
        }
        await store.Commit(new CommitUnit { Fences = [Fence.OfPartition(0, hold.Epoch)], Marks = [new(0, Id(month, EventsAMonth))] });
    }

    static async Task Purge(SqliteStore store, MessageId below)
    {
        while (await store.ReadPurgeEnd(below, 500, Cancel) is { Value: > 0 } end)
            await store.Commit(new CommitUnit { JournalLow = end, LowPriority = true });
        // The walk through the look-ups is done when its mark is there.
        while (await store.OnWriter(writer => writer.Number("SELECT count(*) FROM installation l JOIN installation j ON j.name = 'journal_low' AND l.value >= j.value WHERE l.name = 'lookup_low'")) == 0)
            await Task.Yield();
    }

    static ValueTask<long> Pages(SqliteStore store) => store.OnWriter(writer => writer.Number("SELECT page_count FROM pragma_page_count"));

    static ValueTask<long> Count(SqliteStore store, string table) => store.OnWriter(writer => writer.Number($"SELECT count(*) FROM {table}"));

    [Fact]
    public async Task The_file_stops_growing_and_nothing_of_what_is_kept_is_lost()
    {
        await using var store = await Open();
        var pages = new List<long>();
        for (var month = 0; month < 8; month++)
        {
            await Write(store, month);
            if (month > 0)
                await Purge(store, Id(month, 0));
            pages.Add(await Pages(store));
            Assert.Equal(EventsAMonth, await Count(store, "journal"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"pages by month: {string.Join(", ", pages)}");
        Assert.InRange(pages[^1], 1, pages[2] * 1.05);
        Assert.Equal(EventsAMonth, await Count(store, "submission"));
        Assert.Equal(EventsAMonth, await Count(store, "receipt"));
        Assert.Equal(0, await Count(store, $"lookup WHERE message < {Id(7, 0).Value}"));
        Assert.Equal(3 * EventsAMonth, await Count(store, $"lookup WHERE key <> {LookupKey.Mark}"));
        Assert.Equal(Id(7, EventsAMonth - 1), (await store.ReadLookup(LookupKey.Mark, new(long.MaxValue), 1, Cancel))[0].Message);
    }

    [Fact]
    public async Task A_walk_through_the_lookups_that_is_cut_off_begins_again()
    {
        await using (var store = await Open())
        {
            await Write(store, 0);
            await Write(store, 1);
            await store.Commit(new CommitUnit { JournalLow = Id(1, 0) });
            // Wherever the walk is by now.
        }
        await using var again = await Open();
        await Purge(again, Id(1, 0));
        Assert.Equal(0, await Count(again, $"lookup WHERE message < {Id(1, 0).Value}"));
        Assert.Equal(3 * EventsAMonth, await Count(again, $"lookup WHERE key <> {LookupKey.Mark}"));
    }
}

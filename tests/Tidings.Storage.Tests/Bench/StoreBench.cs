using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;

namespace Tidings.Storage.Tests.Bench;

/// <summary>
/// What the store alone can do; asserts nothing. Run by name, in Release:
/// <c>Tidings.Storage.Tests -explicit only -class Tidings.Storage.Tests.Bench.StoreBench -showLiveOutput</c>. Seconds and directory come from
/// TIDINGS_BENCH_SECONDS and TIDINGS_BENCH_DIR.
/// </summary>
public sealed class StoreBench(ITestOutputHelper output)
{
    const int Partitions = 64;
    static readonly TimeSpan Length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("TIDINGS_BENCH_SECONDS") ?? "5", null));

    [Fact(Explicit = true)]
    public Task Journal_rows_in_batches_of_100() => Run("journal, batches of 100", batch: 100, triple: false);

    [Fact(Explicit = true)]
    public Task Journal_rows_one_by_one() => Run("journal, one a unit", batch: 1, triple: false);

    [Fact(Explicit = true)]
    public Task Journal_submission_and_receipt_in_batches_of_100() => Run("journal + submission + receipt, batches of 100", batch: 100, triple: true);

    [Fact(Explicit = true)]
    public Task Commits_at_5000_a_second() => Paced("journal, one a unit, 5,000/s", rate: 5000);

    [Fact(Explicit = true)]
    public Task Commits_at_1000_a_second() => Paced("journal, one a unit, 1,000/s", rate: 1000);

    [Fact(Explicit = true)]
    public async Task Look_ups_two_million()
    {
        var load = await Load.Begin();
        var random = new Random(1);
        for (var i = 0; i < 2_000_000; i += 500)
        {
            var at = TimeProvider.System.GetUtcNow();
            await load.Time(500, new CommitUnit
            {
                LowPriority = true,
                Lookups = [.. Enumerable.Range(i, 500).Select(number => new LookupRow(random.NextInt64(), MessageId.Next(new(number), at, number % 64, 1), 0))],
            });
        }
        await load.Report("look-ups of random keys, 500 a unit, 2,000,000", output);
    }

    [Fact(Explicit = true)]
    public async Task Snapshots_of_100000_customers()
    {
        var load = await Load.Begin();
        var random = new Random(1);
        var state = new byte[400];
        for (var i = 0; i < 300_000; i += 250)
            await load.Time(250, new CommitUnit
            {
                LowPriority = true,
                Profiles = [.. Enumerable.Range(i, 250).Select(_ => $"customer-{random.Next(100_000):000000}").Order(StringComparer.Ordinal)
                    .Select(customer => new ProfileRow(customer[^1] % 64, customer, new(1), null, state))],
            });
        await load.Report("snapshots, 250 a unit, 100,000 customers in random order", output);
    }

    [Fact(Explicit = true)]
    public async Task What_is_due_behind_half_a_million_settled()
    {
        var load = await Load.Begin();
        for (var i = 0; i < 500_000; i += 1000)
        {
            JournalRow[] rows = [.. Enumerable.Range(i, 1000).Select(number => new JournalRow
            {
                Id = new((number + 1L) << 22), Partition = 0, Customer = "customer", EventKey = 1, Messages = 1, Class = 1, Carrier = "alpha", Payload = new byte[300], Delta = new byte[30],
            })];
            await load.Time(1000, new CommitUnit
            {
                Journal = rows,
                Submissions = [.. rows.Where(row => row.Id.Value >> 22 <= 499_990).Select(row => new SubmissionRow(row.Id, 0, 1, TimeProvider.System.GetUtcNow(), "alpha/1", SubmissionResult.Accepted, "0123456789abcdef", 0, true))],
            });
        }
        var begun = TimeProvider.System.GetTimestamp();
        var due = await load.Store.ReadDue("alpha", default, 1000, TestContext.Current.CancellationToken);
        output.WriteLine($"{due.Count} due found in {TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds:N0} ms");
        await load.Report("half a million events settled", output);
    }

    async Task Run(string name, int batch, bool triple)
    {
        var load = await Load.Begin();
        var deadline = TimeProvider.System.GetTimestamp() + (long)(Length.TotalSeconds * TimeProvider.System.TimestampFrequency);
        await Task.WhenAll(Enumerable.Range(0, Partitions).Select(partition => Task.Run(async () =>
        {
            var writer = new PartitionLoad(load, partition, batch, triple);
            while (TimeProvider.System.GetTimestamp() < deadline)
                await writer.CommitNext();
        })));
        await load.Report(name, output);
    }

    async Task Paced(string name, int rate)
    {
        var load = await Load.Begin();
        var writers = Enumerable.Range(0, Partitions).Select(partition => new PartitionLoad(load, partition, 1, triple: false)).ToArray();
        var open = new List<Task>();
        var begun = TimeProvider.System.GetTimestamp();
        var sent = 0;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (TimeProvider.System.GetElapsedTime(begun) < Length && await tick.WaitForNextTickAsync())
            for (var due = (int)(TimeProvider.System.GetElapsedTime(begun).TotalSeconds * rate); sent < due; sent++)
                open.Add(writers[sent % Partitions].CommitNext());
        await Task.WhenAll(open);
        await load.Report(name, output);
    }

    /// <summary>One store, and what is measured of it.</summary>
    internal sealed class Load
    {
        readonly List<double> milliseconds = [];
        readonly Lock gate = new();
        readonly string directory = Path.Combine(Environment.GetEnvironmentVariable("TIDINGS_BENCH_DIR") ?? Path.GetTempPath(), "tidings-bench-" + Guid.NewGuid().ToString("n"));
        TimeSpan cpu;
        long begun, allocated, transactions, events;

        public SqliteStore Store { get; private set; } = null!;
        public Fence[] Fences { get; } = new Fence[Partitions];

        public static async Task<Load> Begin()
        {
            var load = new Load();
            load.Store = SqliteStore.Create(new SqliteStoreOptions { Directory = load.directory }, TimeProvider.System);
            await load.Store.Open(Partitions, default);
            for (var i = 0; i < Partitions; i++)
                load.Fences[i] = Fence.OfPartition(i, (await load.Store.TakePartition(i, "bench", default)).Epoch);
            load.transactions = await load.Store.OnWriter(writer => writer.Transactions);
            load.allocated = GC.GetTotalAllocatedBytes();
            load.cpu = Environment.CpuUsage.TotalTime;
            load.begun = TimeProvider.System.GetTimestamp();
            return load;
        }

        public async Task Time(int rows, CommitUnit unit)
        {
            var began = TimeProvider.System.GetTimestamp();
            await Store.Commit(unit);
            Done(rows, TimeProvider.System.GetElapsedTime(began));
        }

        public void Done(int rows, TimeSpan took)
        {
            lock (gate)
            {
                events += rows;
                milliseconds.Add(took.TotalMilliseconds);
            }
        }

        public async Task Report(string name, ITestOutputHelper output)
        {
            var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
            var bytes = GC.GetTotalAllocatedBytes() - allocated;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            transactions = await Store.OnWriter(writer => writer.Transactions) - transactions;
            var log = new FileInfo(Path.Combine(directory, "tidings.db-wal")).Length;
            var data = new FileInfo(Path.Combine(directory, "tidings.db")).Length;
            await Store.DisposeAsync();
            Directory.Delete(directory, recursive: true);
            milliseconds.Sort();
            output.WriteLine($"{name}: {events / seconds:N0} events/s, {(double)events / transactions:N1} a transaction, {transactions / seconds:N0} transactions/s, {cpu.TotalMicroseconds / events:N1} µs of processor an event, "
                + $"commit p50 {At(0.5):N2} p99 {At(0.99):N2} p99.9 {At(0.999):N2} max {At(1):N2} ms, {bytes / events:N0} B allocated an event (load included), "
                + $"log {log >> 20} MiB, file {(double)data / events:N0} B an event");
        }

        double At(double quantile) => milliseconds[Math.Min(milliseconds.Count - 1, (int)(milliseconds.Count * quantile))];
    }

    sealed class PartitionLoad(Load load, int partition, int batch, bool triple)
    {
        static readonly byte[] Payload = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];
        static readonly byte[] Delta = new byte[30];
        readonly string[] customers = [.. Enumerable.Range(0, 1000).Select(i => $"customer-{partition:00}-{i:000000}")];
        JournalRow[] toSubmit = [];
        SubmissionRow[] toReceive = [];
        MessageId last;
        int next;

        public async Task CommitNext()
        {
            var now = TimeProvider.System.GetUtcNow();
            var rows = new JournalRow[batch];
            for (var i = 0; i < batch; i++)
                rows[i] = new JournalRow
                {
                    Id = last = MessageId.Next(last, now, partition, 1),
                    Partition = partition,
                    Customer = customers[next++ % customers.Length],
                    EventKey = (ulong)next,
                    Messages = 1,
                    Class = 4,
                    Carrier = "alpha",
                    Payload = Payload,
                    Delta = Delta,
                };
            var unit = triple
                ? new CommitUnit { Fences = [load.Fences[partition]], Journal = rows, Submissions = Submit(now), Receipts = Receive(now) }
                : new CommitUnit { Fences = [load.Fences[partition]], Journal = rows };
            toSubmit = rows;
            toReceive = [.. unit.Submissions];
            var begun = TimeProvider.System.GetTimestamp();
            await load.Store.Commit(unit);
            load.Done(batch, TimeProvider.System.GetElapsedTime(begun));
        }

        SubmissionRow[] Submit(DateTimeOffset now) =>
            Array.ConvertAll(toSubmit, row => new SubmissionRow(row.Id, 0, 1, now, "alpha/1", SubmissionResult.Accepted, "0123456789abcdef", 0, true));

        ReceiptRow[] Receive(DateTimeOffset now) =>
            Array.ConvertAll(toReceive, row => new ReceiptRow(row.Message, 0, 0, now, 2, "000"));
    }
}

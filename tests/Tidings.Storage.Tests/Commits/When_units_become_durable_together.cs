using System.Collections.Concurrent;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Commits;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Commits;

/// <summary>A committer whose writer takes everything at a word, in one transaction.</summary>
public sealed class When_units_become_durable_together
{
    static readonly CommitBounds Bounds = CommitBounds.Default with { Units = 100_000, QueuedUnits = 100_000, Bytes = long.MaxValue, Rows = int.MaxValue };

    static CommitUnit Decided(bool awaited = false) => new() { Journal = [new JournalRow { Id = Sample.Id(1), Partition = 0, Customer = "c", EventKey = 1, Messages = 0, Class = 0, Payload = default, Delta = default }], IsAwaited = awaited };

    [Fact]
    public async Task Whoever_waits_in_person_is_not_answered_behind_all_the_others()
    {
        var alerts = 20 * Environment.ProcessorCount;
        var (writer, order) = (new HeldWriter(), new ConcurrentQueue<bool>());
        using var answered = new ManualResetEventSlim();
        await using var committer = new Committer<HeldWriter>(writer, new(Bounds, TimeProvider.System));
        // Holds the writer until all of them wait.
        var first = committer.Commit(new());
        var answers = Enumerable.Range(0, alerts + 1).Select(at => Answered(at == alerts)).ToArray();
        writer.Go.Set();
        await first;
        await Task.WhenAll(answers);
        Assert.True(order.TryPeek(out var awaited) && awaited);

        async Task Answered(bool awaited)
        {
            await committer.Commit(Decided(awaited)).ConfigureAwait(false);
            // As long as he waits, those who do what follows on an alert are busy with it.
            if (!awaited)
                answered.Wait(TimeSpan.FromSeconds(20));
            order.Enqueue(awaited);
            if (awaited)
                answered.Set();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_goes_on_on_the_thread_that_writes(bool awaited)
    {
        var writer = new HeldWriter();
        writer.Go.Set();
        await using var committer = new Committer<HeldWriter>(writer, new(Bounds, TimeProvider.System));
        for (var i = 0; i < 100; i++)
            Assert.NotEqual(writer.Thread, await GoesOnOn(committer, awaited));
    }

    static async Task<int> GoesOnOn(Committer<HeldWriter> committer, bool awaited)
    {
        await committer.Commit(Decided(awaited)).ConfigureAwait(false);
        return Environment.CurrentManagedThreadId;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_reaches_everybody(bool awaited)
    {
        var writer = new HeldWriter { Failure = new StoreUnavailableException("The disk is full.", new IOException()) };
        writer.Go.Set();
        await using var committer = new Committer<HeldWriter>(writer, new(Bounds, TimeProvider.System));
        var answers = Enumerable.Range(0, 50).Select(_ => committer.Commit(Decided(awaited)).AsTask()).ToArray();
        foreach (var answer in answers)
            Assert.Same(writer.Failure, await Assert.ThrowsAsync<StoreUnavailableException>(() => answer));
    }

    sealed class HeldWriter : IUnitWriter
    {
        public ManualResetEventSlim Go { get; } = new();
        public Exception? Failure { get; init; }
        public int Thread { get; private set; }

        public void Write(IReadOnlyList<PendingUnit> units)
        {
            Thread = Environment.CurrentManagedThreadId;
            Go.Wait();
            if (Failure is not null)
                throw Failure;
            foreach (var unit in units)
                unit.Outcome = CommitOutcome.Committed;
        }

        public bool IsUnavailable(Exception failure) => true;
        public Exception Translate(Exception failure) => failure;
        public void Recover(Exception failure)
        {
        }

        public bool Rest(bool idle) => false;
        public void Dispose() => Go.Dispose();
    }
}

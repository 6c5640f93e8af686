using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Track;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_the_mark_moves : IAsyncLifetime
{
    readonly FakeTimeProvider _time = new(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-mark-");
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    SqliteStore _store = null!;
    Lookups _lookups = null!;
    CarrierDelivery _carrier = null!;
    DispatchMark _mark = null!;

    public async ValueTask InitializeAsync()
    {
        _store = SqliteStore.Create(new() { Directory = _folder.FullName }, TimeProvider.System);
        await _store.Open(1, CancellationToken.None);
        _lookups = new(_store, _time);
        var metrics = new DeliverMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        _carrier = new(
            "main", 0, new(), new(10_000, ["main/0"], _store, metrics, _time, NullLogger.Instance), _store, _lookups, new(_store, _lookups), metrics, _time,
            NullLogger<CarrierDelivery>.Instance);
        _carrier.Queue.BeginPass();
        _carrier.Queue.EndPass(null);
        _mark = new(_carrier);
    }

    [Fact]
    public void With_nothing_due_it_stays_fifteen_seconds_behind_the_clock()
    {
        var looked = _time.GetUtcNow() + TimeSpan.FromSeconds(1);
        Assert.Equal(MessageId.First(looked - Lookups.Settling, 0), Next()!.Value.Low);
    }

    [Fact]
    public void It_never_passes_a_message_that_is_due()
    {
        var due = MessageId.First(_time.GetUtcNow() - TimeSpan.FromMinutes(10), 5);
        _carrier.Queue.Offer(due, "ada", Text);
        var low = Next()!.Value;
        Assert.Equal(due, low.Low);
        _mark.Written(low);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Next());
        var taken = new Outgoing[1];
        Assert.Equal(1, _carrier.Queue.Take(taken));
        _carrier.Queue.Release(taken);
        Assert.True(Next()!.Value.Low.Value > due.Value);
    }

    [Fact]
    public void It_does_not_pass_what_is_offered_after_the_look()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_mark.Next());
        var late = MessageId.First(_time.GetUtcNow() - TimeSpan.FromMinutes(1), 5);
        _carrier.Queue.Offer(late, "ada", Text);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(late, _mark.Next()!.Value.Low);
    }

    [Fact]
    public void It_does_not_pass_an_id_whose_commit_takes_long()
    {
        var slow = MessageId.First(_time.GetUtcNow(), 5);
        var other = MessageId.First(_time.GetUtcNow() + TimeSpan.FromSeconds(5), 6);
        _carrier.Outbox.Uncommitted.Set(5, slow);
        _carrier.Outbox.Uncommitted.Set(6, other);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(slow, Next()!.Value.Low);
        _carrier.Outbox.Uncommitted.Set(5, default);
        Assert.Equal(other, Next()!.Value.Low);
        _carrier.Outbox.Uncommitted.Set(6, default);
        Assert.True(Next()!.Value.Low.Value > other.Value);
    }

    [Fact]
    public void What_was_not_written_is_asked_for_again()
    {
        Assert.NotNull(Next());
        var low = Next()!.Value;
        _mark.Written(low);
        Assert.True(Next()!.Value.Low.Value > low.Low.Value);
    }

    [Fact]
    public async Task It_waits_until_the_index_holds_what_lies_below()
    {
        _lookups.Add(7, new(1), 0);
        Assert.Null(Next());
        await _lookups.Flush();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_mark.Next());
    }

    /// <summary>A look, and a second later what is to be committed.</summary>
    DispatchLow? Next()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_mark.Next());
        _time.Advance(TimeSpan.FromSeconds(1));
        return _mark.Next();
    }

    static readonly Message Text = new()
    {
        Alert = "test", Class = MessageClass.Fraud, Template = "test/en/1", To = new("15550001234"), From = new("BANK"), Text = "hello",
        ValidUntil = DateTimeOffset.MaxValue, Reasons = [],
    };

    public async ValueTask DisposeAsync()
    {
        await _carrier.DisposeAsync();
        await _store.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

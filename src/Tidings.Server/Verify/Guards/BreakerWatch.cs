using Tidings.Core.Deliver.Surges;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Verify.Guards;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Decide;

namespace Tidings.Server.Verify.Guards;

/// <summary>
/// Looks each second how the breaker stands: a trip is in force where it was decided, and a moment later here in the store, the acts and the log, so that it outlives a restart. Learns what is usual, and writes behind what
/// was counted. Whoever resumes has looked: for an hour what is usual does not trip it again.
/// </summary>
internal sealed class BreakerWatch(IStore store, IActs acts, RulebookHolder holder, TimeProvider time, ILogger<BreakerWatch> log) : BackgroundService
{
    public static readonly TimeSpan Trusted = TimeSpan.FromHours(1);
    static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _oneAtATime = new(1);
    UsualRate? _usual;
    BreakerTrip? _stored;
    DateTimeOffset _resumed, _nextWrite;
    int _version, _written;
    long _foundPumped;

    FailureBreaker Breaker => holder.Guards.Failures;
    FailureGuard Guard => holder.Pipeline.Rulebook.Purposes.List.Guards.Failures;

    public int? Usual => _usual?.Usual(UsualRate.HourOf(time.GetUtcNow()));

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await store.ReadDocuments(StoredBreaker.Kind, allVersions: false, cancellationToken))
        {
            _version = row.Version;
            if (row.Body.IsEmpty)
                continue;
            var stored = StoredBreaker.Of(row.Body.Span);
            _usual = UsualRate.Of(stored.Since, stored.NewestHour, stored.Busiest);
            _stored = stored.Trip;
            Breaker.Restore(stored.Trip, stored.Newest, stored.Counts, time.GetUtcNow());
            if (Breaker.Trip(time.GetUtcNow()) is { } trip)
                GuardLog.StillTripped(log, trip.At);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                GuardLog.LookFailed(log, failure.GetType().Name);
            }
        }
    }

    /// <summary>One look; once a second.</summary>
    internal async Task Look()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var now = time.GetUtcNow();
            Learn(now);
            var trip = Breaker.Trip(now);
            if (trip != _stored)
            {
                await Write(now, trip, new("system", trip is null ? "breaker.resumed" : "breaker.tripped", "verifications", trip?.Why ?? "its time is over"));
                if (trip is not null)
                    GuardLog.Tripped(log, trip.Why);
            }
            else if (now >= _nextWrite && Breaker.Wrong(FailureBreaker.Minutes - 1, now) is var wrong && wrong != _written)
            {
                await Write(now, trip, null);
                _written = wrong;
            }
            if (holder.Guards.Pumping.Found is var found && found > _foundPumped)
            {
                GuardLog.Pumped(log, found - _foundPumped);
                _foundPumped = found;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    void Learn(DateTimeOffset now)
    {
        var (hour, minute, guard) = (UsualRate.HourOf(now), Breaker.Wrong(0, now), Guard);
        _usual ??= UsualRate.From(hour);
        if (Breaker.Trip(now) is not null)
            return;
        if (guard is { Times: > 0, Most: > 0 } && now - _resumed >= Trusted && _usual.Usual(hour) is { } usual && minute > Math.Max(guard.Most / 2, (long)guard.Times * usual))
            Breaker.TryTrip(guard, now, $"{minute} wrong codes in a minute, and {usual} are usual at this hour");
        else
            _usual.Record(hour, minute);
    }

    /// <returns>False: it has not tripped.</returns>
    public async Task<bool> Resume(string by, string why)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var now = time.GetUtcNow();
            if (Breaker.Trip(now) is null)
                return false;
            await Write(now, null, new(by, "breaker.resumed", "verifications", why), forget: true);
            Breaker.Resume();
            _resumed = now;
            return true;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <returns>False: nothing is known of such numbers.</returns>
    public async Task<bool> Unblock(string what, string by, string why)
    {
        if (!holder.Guards.Pumping.Knows(what))
            return false;
        await store.Commit(AuditWriter.UnitOf([.. acts.Record(new(by, "pumping.unblocked", $"numbers/{what}", why))]));
        holder.Guards.Pumping.Unblock(what);
        return true;
    }

    async Task Write(DateTimeOffset now, BreakerTrip? trip, Act? act, bool forget = false)
    {
        var ((newest, counts), usual) = (Breaker.Save(), _usual ?? UsualRate.From(UsualRate.HourOf(now)));
        var body = new StoredBreaker(trip, newest, forget ? new int[counts.Length] : counts, usual.Since, usual.Newest, usual.Busiest).ToBytes();
        var unit = AuditWriter.UnitOf([new DocumentRow(StoredBreaker.Kind, StoredBreaker.Id, _version + 1, now, body), .. act is null ? [] : acts.Record(act)]);
        await store.Commit(_version > 0 ? unit with { Removed = [new(StoredBreaker.Kind, StoredBreaker.Id, _version)] } : unit);
        _version++;
        (_stored, _nextWrite) = (trip, now + WriteEvery);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            _nextWrite = default;
            await Look();
        }
        catch (StoreUnavailableException)
        {
            // What was counted in the last seconds is lost.
        }
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }
}

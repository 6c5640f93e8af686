using System.Text.Json;
using Tidings.Core.Deliver.Surges;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Decide;

namespace Tidings.Server.Deliver.Pauses;

/// <summary>
/// Looks each second how many texts of each class were decided in the last minute, learns what is usual, and pauses a class that surges. Whoever resumes it has looked: it is
/// not paused again for an hour, and what it sends then is learnt.
/// </summary>
internal sealed class SurgeWatch(IStore store, ClassCounts counts, ClassPauses pauses, RulebookHolder holder, PauseMetrics metrics, TimeProvider time, ILogger<SurgeWatch> log) : BackgroundService
{
    public static readonly TimeSpan Trusted = TimeSpan.FromHours(1);
    static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(10);

    readonly Dictionary<MessageClass, Watched> _watched = Enum.GetValues<MessageClass>().ToDictionary(static of => of, static _ => new Watched());
    readonly Lock _lock = new();

    sealed class Watched
    {
        public LastMinute LastMinute { get; } = new();
        public UsualRate? Usual { get; set; }
        public long Counted { get; set; }
        public int Version { get; set; }
        public bool Changed { get; set; }
    }

    /// <summary>What is known of a class now.</summary>
    public (int LastMinute, int? Usual, long? MostAMinute) Of(MessageClass of)
    {
        lock (_lock)
        {
            var watched = _watched[of];
            var usual = watched.Usual?.Usual(UsualRate.HourOf(time.GetUtcNow()));
            return (watched.LastMinute.Sum, usual, SurgeRule.MostAMinute(of, holder.Pipeline.Rulebook.Bank.Limits.Surge, usual));
        }
    }

    /// <summary>Reads what was learnt. Before the first look.</summary>
    public async Task Load(CancellationToken cancel)
    {
        foreach (var row in await store.ReadDocuments(StoredRate.Kind, allVersions: false, cancel))
            if (ClassWords.TryParse(row.Id, out var of) && !row.Body.IsEmpty && JsonSerializer.Deserialize(row.Body.Span, PauseJson.Default.StoredRate) is { } stored)
                lock (_lock)
                    (_watched[of].Version, _watched[of].Usual) = (row.Version, UsualRate.Of(stored.Since, stored.Newest, stored.Busiest));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var nextWrite = time.GetUtcNow() + WriteEvery;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look();
                if (time.GetUtcNow() >= nextWrite)
                {
                    nextWrite = time.GetUtcNow() + WriteEvery;
                    await Write();
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                PauseLog.LookFailed(log, failure.GetType().Name);
            }
        }
    }

    /// <summary>One look; once a second.</summary>
    internal async Task Look()
    {
        foreach (var (of, surge) in Surging())
        {
            var why = $"{surge.LastMinute} texts were decided in a minute; {surge.Usual} are usual at this hour, and it is paused above {surge.Most}";
            if (!await pauses.Pause(of, PausedClass.BySystem, why))
                continue;
            PauseLog.Paused(log, ClassWords.Of(of), surge.LastMinute, surge.Usual, surge.Most);
            metrics.Surges.Add(1, new KeyValuePair<string, object?>("class", ClassWords.Of(of)));
        }
    }

    List<(MessageClass Of, (int LastMinute, int Usual, long Most) Surge)> Surging()
    {
        var now = time.GetUtcNow();
        var (second, hour) = (now.ToUnixTimeSeconds(), UsualRate.HourOf(now));
        var limit = holder.Pipeline.Rulebook.Bank.Limits.Surge;
        var found = new List<(MessageClass, (int, int, long))>();
        lock (_lock)
        {
            foreach (var (of, watched) in _watched)
            {
                var total = counts.Of(of);
                var sum = watched.LastMinute.Add(second, (int)Math.Min(int.MaxValue, total - watched.Counted));
                watched.Counted = total;
                watched.Usual ??= UsualRate.From(hour);
                var usual = watched.Usual.Usual(hour);
                if (pauses.Find(of) is not null)
                    continue;
                if (SurgeRule.MostAMinute(of, limit, usual) is { } most && sum > most && !(now - pauses.ResumedAt(of) < Trusted))
                    found.Add((of, (sum, usual!.Value, most)));
                else if (sum > 0 || watched.Usual.Newest < hour)
                {
                    watched.Usual.Record(hour, sum);
                    watched.Changed = true;
                }
            }
        }
        return found;
    }

    /// <summary>Writes behind what was learnt. What a crash loses of it is some minutes.</summary>
    internal async Task Write()
    {
        var (rows, removed) = (new List<DocumentRow>(), new List<DocumentRemoval>());
        lock (_lock)
        {
            foreach (var (of, watched) in _watched)
            {
                if (!watched.Changed || watched.Usual is not { } usual)
                    continue;
                removed.Add(new(StoredRate.Kind, ClassWords.Of(of), watched.Version));
                rows.Add(new(StoredRate.Kind, ClassWords.Of(of), ++watched.Version, time.GetUtcNow(),
                    JsonSerializer.SerializeToUtf8Bytes(new StoredRate(usual.Since, usual.Newest, usual.Busiest), PauseJson.Default.StoredRate)));
                watched.Changed = false;
            }
        }
        if (rows.Count > 0)
            await store.Commit(new() { Documents = rows, Removed = removed, LowPriority = true });
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Write();
        }
        catch (StoreUnavailableException)
        {
            // Some minutes of learning are lost.
        }
    }
}

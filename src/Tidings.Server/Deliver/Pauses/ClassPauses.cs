using System.Collections.Immutable;
using Tidings.Core.Deliver.Surges;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Tell;

namespace Tidings.Server.Deliver.Pauses;

/// <summary>
/// Which classes are paused. It is in the store, so that a restart does not let go what was stopped; what is decided of a paused class is stored like all else and leaves
/// when somebody resumes it, as far as it is valid then.
/// </summary>
internal sealed class ClassPauses(IStore store, IActs acts, Outbox outbox, TellSwitch told, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _oneAtATime = new(1);
    readonly Dictionary<MessageClass, int> _versions = [];
    volatile ImmutableDictionary<MessageClass, PausedClass> _paused = ImmutableDictionary<MessageClass, PausedClass>.Empty;
    volatile ImmutableDictionary<MessageClass, DateTimeOffset> _resumed = ImmutableDictionary<MessageClass, DateTimeOffset>.Empty;

    /// <summary>Null: it is not paused.</summary>
    public PausedClass? Find(MessageClass of) => _paused.GetValueOrDefault(of);

    public IEnumerable<PausedClass> All => _paused.Values;

    /// <summary>When somebody has let it go on last, in this process. Null: nobody has.</summary>
    public DateTimeOffset? ResumedAt(MessageClass of) => _resumed.TryGetValue(of, out var at) ? at : null;

    /// <summary>Brings what is stored into force. Before anything leaves.</summary>
    public async Task Load(CancellationToken cancel)
    {
        var paused = _paused;
        foreach (var row in await store.ReadDocuments(PausedClass.Kind, allVersions: false, cancel))
        {
            if (!ClassWords.TryParse(row.Id, out var of))
                continue;
            _versions[of] = row.Version;
            if (!row.Body.IsEmpty)
                paused = paused.SetItem(of, PausedClass.Of(row.Body.Span));
        }
        Apply(paused);
    }

    /// <summary>Nothing of the class is handed to a carrier from now on; what a bind has already may still leave.</summary>
    /// <returns>False: it is paused already, or may not be.</returns>
    public Task<bool> Pause(MessageClass of, string by, string why) => Change(of, async () =>
    {
        if (!SurgeRule.MayPause(of) || _paused.ContainsKey(of))
            return false;
        var before = _paused;
        var pause = new PausedClass(of, by, time.GetUtcNow(), why);
        // First here, since each moment counts; a store that does not take it leaves all as it was.
        Apply(before.SetItem(of, pause));
        try
        {
            await Write(of, pause.ToBytes(), new(by, "class.paused", $"class/{ClassWords.Of(of)}", why));
        }
        catch
        {
            Apply(before);
            throw;
        }
        return true;
    });

    /// <returns>False: it is not paused.</returns>
    public Task<bool> Resume(MessageClass of, string by, string why) => Change(of, async () =>
    {
        if (!_paused.ContainsKey(of))
            return false;
        await Write(of, [], new(by, "class.resumed", $"class/{ClassWords.Of(of)}", why));
        _resumed = _resumed.SetItem(of, time.GetUtcNow());
        Apply(_paused.Remove(of));
        return true;
    });

    async Task<bool> Change(MessageClass of, Func<Task<bool>> change)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    async Task Write(MessageClass of, byte[] body, Act act)
    {
        var (version, now) = (_versions.GetValueOrDefault(of) + 1, time.GetUtcNow());
        await store.Commit(AuditWriter.UnitOf([new DocumentRow(PausedClass.Kind, ClassWords.Of(of), version, now, body), .. acts.Record(act)]) with
        {
            Feed = told.IsOn ? [new(FeedKind.Class, new(version), (int)of, now)] : [],
        });
        _versions[of] = version;
    }

    void Apply(ImmutableDictionary<MessageClass, PausedClass> paused)
    {
        _paused = paused;
        outbox.Queue.SetPaused(paused.Keys.Aggregate(0, static (set, of) => set | 1 << (int)of));
    }

    public void Dispose() => _oneAtATime.Dispose();
}

using System.Globalization;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Track.Replies;

/// <summary>
/// That texts came which can be no customer's is an act in the record: the first at once, the others as one an hour with their number, so that whoever sends many does not fill the record.
/// </summary>
internal sealed class ForeignTexts(IStore store, IActs acts, TimeProvider time, ILogger<ForeignTexts> log)
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    readonly Lock _lock = new();
    readonly Dictionary<(string Carrier, Foreign Why), (DateTimeOffset Next, long Since)> _counts = [];

    /// <summary>The records that are being written.</summary>
    public Task Written { get; private set; } = Task.CompletedTask;

    public void Came(string carrier, Foreign why)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var (next, since) = _counts.GetValueOrDefault((carrier, why));
            var due = now >= next;
            _counts[(carrier, why)] = due ? (now + Every, 0) : (next, since + 1);
            if (due)
                Written = Record(Written, carrier, why, since + 1);
        }
    }

    async Task Record(Task before, string carrier, Foreign why, long count)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"{count} since the last such act");
            await store.Commit(AuditWriter.UnitOf(acts.Record(new("system", "reply.foreign", $"carrier/{carrier}/{(why == Foreign.Destination ? "destination" : "source")}", reason))));
        }
        catch (Exception failure) when (failure is StoreUnavailableException or ObjectDisposedException)
        {
            ReplyLog.ForeignNotRecorded(log, carrier, failure);
        }
    }
}

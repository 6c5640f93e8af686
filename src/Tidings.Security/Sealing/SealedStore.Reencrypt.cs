using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Sealing;

/// <summary>Sealing what is stored under newer keys, beside the flow.</summary>
public sealed partial class SealedStore
{
    int partitionsOpened;

    /// <summary>A pass was begun and is not done: <see cref="Reencrypt"/> goes on with it.</summary>
    public async ValueTask<bool> HasCutOffReencryption(CancellationToken cancel) => await ReencryptionMarks.Read(inner, cancel).ConfigureAwait(false) is { Done: false };

    /// <summary>
    /// Seals every stored value under its subject's newest key while traffic flows, or goes on with a pass that was cut off. One at a time. May be cut off at any moment; what it wrote stays, and everything
    /// opens.
    /// </summary>
    /// <param name="destroyOld">Destroys at the end the versions that nothing names any more. Copies of the data from before then open no more with the keys of today.</param>
    /// <exception cref="StoreUnavailableException">The store cannot write, or a key cannot be had. Asked again it goes on.</exception>
    public async Task<ReencryptProgress> Reencrypt(bool destroyOld, IProgress<ReencryptProgress>? progress, CancellationToken cancel)
    {
        var mark = await ReencryptionMarks.Read(inner, cancel).ConfigureAwait(false);
        if (mark is not { Done: false })
            mark = await Begin((mark?.Pass ?? 0) + 1, destroyOld, cancel).ConfigureAwait(false);
        else if (destroyOld && !mark.DestroyOld)
        {
            // Asked for more than the one that was cut off: what it left is sealed, and a whole pass of its own destroys.
            await Pass(mark, progress, cancel).ConfigureAwait(false);
            mark = await Begin(mark.Pass + 1, destroyOld, cancel).ConfigureAwait(false);
        }
        return await Pass(mark, progress, cancel).ConfigureAwait(false);
    }

    Task<ReencryptProgress> Pass(ReencryptionMarks.Mark mark, IProgress<ReencryptProgress>? progress, CancellationToken cancel) =>
        new Reencryption(inner, ring.Subjects, new(ring.Masters.Installation), Documents, refusals, partitionsOpened).Run(mark, progress, cancel);

    /// <summary>What was sealed under a key that was the newest until now is in the store before the first look.</summary>
    async ValueTask<ReencryptionMarks.Mark> Begin(int pass, bool destroyOld, CancellationToken cancel)
    {
        var last = await ring.Subjects.LastPosition(cancel).ConfigureAwait(false);
        await lanes.Settle().ConfigureAwait(false);
        // Units of one priority are written in their order: after one of each, all before them are.
        await inner.Commit(new() { LowPriority = true }).ConfigureAwait(false);
        await inner.Commit(new() { Sources = ReencryptionMarks.Begin(pass, destroyOld, last) }).ConfigureAwait(false);
        return new(pass, false, destroyOld, last, default);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProfileRow>> ReadStoredProfiles(int partition, string after, int limit, CancellationToken cancel) => inner.ReadStoredProfiles(partition, after, limit, cancel);
}

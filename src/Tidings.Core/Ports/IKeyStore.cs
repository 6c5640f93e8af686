using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Ports;

/// <summary>
/// Where wrapped keys are kept: apart from the data, so that a copy of the data never holds one, and so that a destroyed key takes with it what was sealed under
/// it, in copies and logs of the data too. It sees wrapped bytes and tokens, never a key or a customer. Every backend passes the same contract suite.
/// </summary>
/// <remarks>Broken infrastructure is a <see cref="StoreUnavailableException"/>, nothing was written then; a store that another process has, a <see cref="StoreRefusedException"/>.</remarks>
public interface IKeyStore : IAsyncDisposable
{
    /// <summary>Creates or upgrades the tables. The installation's id, random, made at the first start: 32 hexadecimal digits.</summary>
    ValueTask<string> Open(CancellationToken cancel);

    /// <summary>All master keys, by purpose and version.</summary>
    ValueTask<IReadOnlyList<MasterKeyRow>> ReadMasters(CancellationToken cancel);

    /// <summary>Adds a master key. One of that purpose and version that is there is a <see cref="StoreConflictException"/>.</summary>
    ValueTask AddMaster(MasterKeyRow key, CancellationToken cancel);

    /// <summary>Replaces how a master key is wrapped. False: there is none of that purpose and version.</summary>
    ValueTask<bool> RewrapMaster(MasterKeyRow key, CancellationToken cancel);

    /// <summary>Removes a master key without a trace. The caller knows that nothing is wrapped under it.</summary>
    ValueTask<bool> DropMaster(string purpose, int version, CancellationToken cancel);

    /// <summary>All versions of these subjects' keys, destroyed ones too; subjects without one are absent.</summary>
    ValueTask<IReadOnlyList<DataKeyRow>> ReadKeys(IReadOnlyList<string> subjects, CancellationToken cancel);

    /// <summary>
    /// Adds keys, all in one durable transaction: when it returns, data that is sealed under them may be written. A version that is there already stays; what then stands
    /// is returned, in the order of <paramref name="keys"/>. Positions are given by the store.
    /// </summary>
    ValueTask<IReadOnlyList<DataKeyRow>> AddKeys(IReadOnlyList<DataKeyRow> keys, CancellationToken cancel);

    /// <summary>Keys after a position, in their order, at most <paramref name="limit"/>: for passes over all of them.</summary>
    ValueTask<IReadOnlyList<DataKeyRow>> ReadPage(long after, int limit, CancellationToken cancel);

    /// <summary>
    /// Replaces how keys are wrapped, in one transaction, each only where it still stands as <see cref="Rewrapping.Old"/>: one that was destroyed meanwhile stays destroyed.
    /// The number of those replaced.
    /// </summary>
    ValueTask<int> Rewrap(IReadOnlyList<Rewrapping> keys, CancellationToken cancel);

    /// <summary>
    /// Destroys all versions of these subjects' keys. When it returns, the wrapped bytes are in none of the store's files: neither in free room of the database nor in a
    /// journal. That they were there, and that they are destroyed, stays known. The number of keys destroyed.
    /// </summary>
    ValueTask<int> Destroy(IReadOnlyList<string> subjects, DateTimeOffset at, CancellationToken cancel);

    /// <summary>As <see cref="Destroy"/>, of these versions alone: the caller knows that nothing is sealed under them any more.</summary>
    ValueTask<int> DestroyVersions(IReadOnlyList<(string Subject, int Version)> keys, DateTimeOffset at, CancellationToken cancel);
}

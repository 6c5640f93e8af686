using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>All keys of an installation: the few, wrapped by the key provider, and one a subject, wrapped by the few. What operators do with keys is here.</summary>
public sealed class KeyRing : IAsyncDisposable
{
    /// <summary>Rows among the keys that open nothing: that they are there is what they say.</summary>
    public static bool IsMark(string purpose) => purpose is MasterKeys.OlderSealed or MasterKeys.LogSigned or MasterKeys.UnmarkedUpTo or MasterKeys.DocumentsCommitted or MasterKeys.Tallied or MasterKeys.ReachMarked;

    static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);

    readonly IKeyStore store;
    readonly IKeyProvider provider;
    readonly CancellationTokenSource ending = new();
    readonly TimeProvider time;
    Task tidying = Task.CompletedTask;
    bool disposed;

    /// <param name="store">Disposed with this, as is <paramref name="provider"/>.</param>
    /// <param name="alarm">Told when a decoy was opened; called on the reader's thread, and must not throw.</param>
    public KeyRing(IKeyStore store, IKeyProvider provider, KeyLimits limits, TimeProvider time, Action<DecoyOpened>? alarm = null)
    {
        (this.store, this.provider, this.time) = (store, provider, time);
        Masters = new MasterKeys(store, provider, limits, time);
        Subjects = new SubjectKeys(store, Masters, limits, time);
        Decoys = new Decoys(alarm);
    }

    internal MasterKeys Masters { get; }

    internal SubjectKeys Subjects { get; }

    internal Decoys Decoys { get; }

    internal TimeProvider Time => time;

    internal bool IsDisposed => disposed;

    /// <summary>There are no keys yet.</summary>
    internal ValueTask<bool> IsNew(CancellationToken cancel) => Masters.None(cancel);

    /// <summary>Makes the installation's keys at the first start, unwraps them at later ones.</summary>
    /// <exception cref="StoreUnavailableException">The key provider does not answer, or not with these keys.</exception>
    public async ValueTask Open(CancellationToken cancel)
    {
        await Masters.Open(cancel).ConfigureAwait(false);
        tidying = Tidy();
    }

    /// <summary>
    /// Destroys a customer's keys: everything that was sealed under them, in the store, its log and every backup of it, opens no more. A later event of the same id begins anew under a new key,
    /// and opens nothing older. The number of keys destroyed; 0 where there was none.
    /// </summary>
    /// <remarks>What is in memory in clear (the customer's state) is its holder's to forget.</remarks>
    public ValueTask<int> DestroyCustomer(string customer, CancellationToken cancel) => Subjects.Destroy(SubjectKind.Customer, customer, cancel);

    /// <summary>As <see cref="DestroyCustomer"/>, for an account.</summary>
    public ValueTask<int> DestroyAccount(string account, CancellationToken cancel) => Subjects.Destroy(SubjectKind.Account, account, cancel);

    /// <summary>
    /// Gives accounts whose holders are about to change a new version of their keys, under which they are sealed from now on. The versions, by account; one that has no key yet is absent.
    /// What was written before still opens, until <see cref="RetireAccounts"/>.
    /// </summary>
    public ValueTask<IReadOnlyDictionary<string, uint>> RotateAccounts(IReadOnlyCollection<string> accounts, CancellationToken cancel) => Subjects.RotateAccounts(accounts, cancel);

    /// <summary>
    /// Destroys, of each account, the versions of its key before the one that is given with it: a row of before, with the holders of before, opens no more, whoever puts it back. The caller has
    /// written the account anew. How many were destroyed; asked again it is none.
    /// </summary>
    public ValueTask<int> RetireAccounts(IReadOnlyDictionary<string, uint> from, CancellationToken cancel) => Subjects.RetireAccounts(from, cancel);

    /// <summary>Seals this customer's data under a new version of the key from now on. The version; null where the customer has no key.</summary>
    public ValueTask<uint?> RotateCustomer(string customer, CancellationToken cancel) => Subjects.Rotate(SubjectKind.Customer, customer, cancel);

    /// <summary>As <see cref="RotateCustomer"/>, by <see cref="TokenOfCustomer"/>.</summary>
    public ValueTask<uint?> RotateToken(string token, CancellationToken cancel) => Subjects.RotateToken(token, cancel);

    /// <summary>Seals everybody's data, and documents, under new versions of their keys from now on. Everything that is stored opens all the same.</summary>
    public Task<RewrapProgress> RotateDataKeys(IProgress<RewrapProgress>? progress, CancellationToken cancel) => Subjects.RotateAll(progress, cancel);

    /// <summary>Seals documents under a new version of the installation's data key from now on. The version; null where none was sealed yet.</summary>
    public ValueTask<uint?> RotateDocuments(CancellationToken cancel) => Subjects.Rotate(SubjectKind.Installation, DocumentSeals.KeyOf, cancel);

    /// <summary>
    /// Makes a new key-encryption key, wraps every data key anew under it while traffic flows, and removes the older ones. May be cut off, and begun again: then nothing is lost, and the older
    /// ones stay until a later pass.
    /// </summary>
    public async Task<RewrapProgress> RotateKeyEncryptionKey(IProgress<RewrapProgress>? progress, CancellationToken cancel)
    {
        await Masters.Add(MasterKeys.Wrapping, cancel).ConfigureAwait(false);
        await Subjects.Settle(cancel).ConfigureAwait(false);
        return await FinishRotation(progress, cancel).ConfigureAwait(false);
    }

    /// <summary>Goes on with a rotation that was cut off.</summary>
    public async Task<RewrapProgress> FinishRotation(IProgress<RewrapProgress>? progress, CancellationToken cancel)
    {
        var done = await Subjects.Rewrap(progress, cancel).ConfigureAwait(false);
        var set = await Masters.Get(cancel).ConfigureAwait(false);
        // What the pass could not change (a key that was changed at the same moment) stays under its key, which then stays too.
        var used = await Subjects.VersionsInUse(cancel).ConfigureAwait(false);
        foreach (var version in set.WrappingVersions.Where(version => version != set.Newest.Version && !used.Contains(version)))
            await Masters.Drop(MasterKeys.Wrapping, (int)version, cancel).ConfigureAwait(false);
        return done;
    }

    /// <summary>Older key-encryption keys are still there: a pass was cut off.</summary>
    public async ValueTask<bool> HasCutOffRotation(CancellationToken cancel) =>
        (await Masters.List(cancel).ConfigureAwait(false)).Count(static row => row.Purpose == MasterKeys.Wrapping) > 1;

    /// <summary>Writes look-up entries and new subjects' tokens under a new key of the blind index from now on, and looks under the older ones too. The version.</summary>
    public ValueTask<int> RotateIndex(CancellationToken cancel) => Masters.Add(MasterKeys.Index, cancel);

    /// <summary>How many keys there are, and under which they are wrapped. Looks at each data key once; the provider is asked for the root key's id alone.</summary>
    public async Task<KeyStatus> Status(CancellationToken cancel)
    {
        string? root = null;
        try
        {
            root = await provider.CurrentRoot(cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            // Who looks at a status wants to see that it is away, and the rest all the same.
        }
        var masters = await Masters.List(cancel).ConfigureAwait(false);
        var (under, destroyed) = await Subjects.Count(cancel).ConfigureAwait(false);
        return new(
            provider.Name, root,
            [.. masters.Where(static row => row.Purpose == MasterKeys.Wrapping).Select(row => new KeyVersion(row.Version, row.Root, under.GetValueOrDefault((uint)row.Version)))],
            [.. masters.Where(static row => row.Purpose == MasterKeys.Index).Select(static row => new KeyVersion(row.Version, row.Root, null))],
            destroyed);
    }

    /// <summary>The token under which a customer's rows stand, also where all his keys are destroyed; null where he never had one.</summary>
    public ValueTask<string?> TokenOfCustomer(string customer, CancellationToken cancel) => Subjects.KnownToken(SubjectKind.Customer, customer, cancel);

    /// <summary>As <see cref="TokenOfCustomer"/>, for an account.</summary>
    public ValueTask<string?> TokenOfAccount(string account, CancellationToken cancel) => Subjects.KnownToken(SubjectKind.Account, account, cancel);

    /// <summary>Who keeps the root key: <see cref="IKeyProvider.Name"/>.</summary>
    public string Provider => provider.Name;

    /// <summary>The audit log's signing key; the caller zeroes it. Null: none is kept yet.</summary>
    /// <exception cref="KeyRefusedException">It does not open with this provider's root key.</exception>
    /// <exception cref="KeyProviderUnavailableException">The provider does not answer.</exception>
    public ValueTask<byte[]?> ReadLogKey(CancellationToken cancel) => Masters.Read(MasterKeys.AuditLog, cancel);

    /// <summary>Keeps it from now on. Needs an opened ring.</summary>
    /// <inheritdoc cref="ReadLogKey" path="/exception"/>
    internal ValueTask KeepLogKey(ReadOnlyMemory<byte> seed, CancellationToken cancel) => Masters.Keep(MasterKeys.AuditLog, seed, cancel);

    /// <summary>The audit log was signed at some time: see <see cref="KeepLogSigned"/>.</summary>
    internal async ValueTask<bool> IsLogSigned(CancellationToken cancel) =>
        (await Masters.List(cancel).ConfigureAwait(false)).Any(static row => row.Purpose == MasterKeys.LogSigned);

    /// <summary>Notes, after the first checkpoint is on the disk, that the audit log is signed: from then on a log without a checkpoint is not begun anew. Done twice it is done.</summary>
    /// <inheritdoc cref="ReadLogKey" path="/exception"/>
    public async ValueTask KeepLogSigned(CancellationToken cancel)
    {
        if (!await IsLogSigned(cancel).ConfigureAwait(false))
            await Masters.Keep(MasterKeys.LogSigned, RandomNumberGenerator.GetBytes(SealingKey.KeyBytes), cancel).ConfigureAwait(false);
    }

    /// <summary>Documents that versions before left in clear have been sealed.</summary>
    internal async ValueTask<bool> AreOlderSealed(CancellationToken cancel) =>
        (await Masters.List(cancel).ConfigureAwait(false)).Any(static row => row.Purpose == MasterKeys.OlderSealed);

    /// <summary>They are from now on, and one that stands in clear is nobody's.</summary>
    internal ValueTask KeepOlderSealed(CancellationToken cancel) => Masters.Keep(MasterKeys.OlderSealed, RandomNumberGenerator.GetBytes(SealingKey.KeyBytes), cancel);

    /// <summary>The audit log commits to all documents in clear by openings.</summary>
    internal async ValueTask<bool> AreDocumentsCommitted(CancellationToken cancel) =>
        (await Masters.List(cancel).ConfigureAwait(false)).Any(static row => row.Purpose == MasterKeys.DocumentsCommitted);

    /// <summary>It does from now on, and one without an opening is nobody's.</summary>
    internal ValueTask KeepDocumentsCommitted(CancellationToken cancel) => Masters.Keep(MasterKeys.DocumentsCommitted, RandomNumberGenerator.GetBytes(SealingKey.KeyBytes), cancel);

    /// <summary>Makes a new root key at the provider, and wraps the installation's keys under it.</summary>
    public async Task<string> RotateRoot(CancellationToken cancel)
    {
        var root = await provider.RotateRoot(cancel).ConfigureAwait(false);
        await Masters.Rewrap(cancel).ConfigureAwait(false);
        return root;
    }

    async Task Tidy()
    {
        using var timer = new PeriodicTimer(TidyEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token).ConfigureAwait(false))
            {
                Masters.Tidy();
                Subjects.Tidy();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Zeroes all keys in memory, and closes the key store and the provider.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await ending.CancelAsync().ConfigureAwait(false);
        await tidying.ConfigureAwait(false);
        Subjects.Dispose();
        Masters.Dispose();
        await store.DisposeAsync().ConfigureAwait(false);
        await provider.DisposeAsync().ConfigureAwait(false);
        ending.Dispose();
    }
}

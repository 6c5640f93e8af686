using System.Globalization;
using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>
/// The key-encryption keys and the keys of the blind index: made at the first start, kept wrapped by the key provider, unwrapped in memory for a time. From half of that time
/// on they are unwrapped anew beside the flow; a provider that is away is noticed when the whole of it has passed.
/// </summary>
internal sealed class MasterKeys(IKeyStore store, IKeyProvider provider, KeyLimits limits, TimeProvider time) : IDisposable
{
    public const string Wrapping = "data-keys";
    public const string Index = "blind-index";
    public const string AuditLog = "audit-log";
    /// <summary>Opens nothing: that it is there says that documents of versions before are sealed. It lies with the keys, where whoever writes the data does not take it away.</summary>
    public const string OlderSealed = "older-documents-sealed";
    /// <summary>Opens nothing: that it is there says that the audit log was signed, so that one without a checkpoint has lost it and is no new one.</summary>
    public const string LogSigned = "audit-log-signed";
    /// <summary>What submissions are marked with.</summary>
    public const string Submissions = "submissions";
    /// <summary>Opens nothing: it holds the id of the last text of which there may be submissions without a mark.</summary>
    public const string UnmarkedUpTo = "submissions-unmarked-up-to";
    /// <summary>Opens nothing: that it is there says that the log commits to each document in clear by an opening, so that one without was put there.</summary>
    public const string DocumentsCommitted = "documents-committed";
    /// <summary>Opens nothing: that it is there says that the store keeps a tally, so that one without has lost it.</summary>
    public const string Tallied = "rows-tallied";
    /// <summary>Opens nothing: that it is there says that partitions and ordered sources bear marks, so that one without was put there.</summary>
    public const string ReachMarked = "reach-marked";
    /// <summary>Opens nothing: that it is there says that the tally holds them, so that one of before, which does not, is none.</summary>
    public const string ReachTallied = "reach-tallied";
    static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim turn = new(1);
    MasterSet? set;
    long triedAt;
    int renewing;

    /// <summary>The installation's id: the tenant that every value is bound to. Known after <see cref="Open"/>.</summary>
    public string Installation { get; private set; } = "";

    public async ValueTask Open(CancellationToken cancel)
    {
        Installation = await store.Open(cancel).ConfigureAwait(false);
        await Get(cancel).ConfigureAwait(false);
    }

    /// <summary>No key was ever made here.</summary>
    public async ValueTask<bool> None(CancellationToken cancel)
    {
        await store.Open(cancel).ConfigureAwait(false);
        return (await store.ReadMasters(cancel).ConfigureAwait(false)).Count == 0;
    }

    /// <summary>The keys, where they are in memory and within their time.</summary>
    public bool TryGet(out MasterSet found)
    {
        found = set!;
        if (found is null)
            return false;
        var age = time.GetElapsedTime(found.LoadedAt);
        if (age >= limits.Lifetime)
            return false;
        if (age >= limits.Lifetime / 2 && (triedAt == 0 || time.GetElapsedTime(triedAt) >= TryAgain) && Interlocked.Exchange(ref renewing, 1) == 0)
            _ = Renew();
        return true;
    }

    /// <exception cref="StoreUnavailableException">They are not in memory, and the key provider does not unwrap them.</exception>
    public async ValueTask<MasterSet> Get(CancellationToken cancel)
    {
        if (TryGet(out var found))
            return found;
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return TryGet(out found) ? found : await LoadNow(cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            // Their time is over: whoever takes this memory finds nothing.
            Interlocked.Exchange(ref set, null)?.Dispose();
            throw new StoreUnavailableException("The key provider does not unwrap the installation's keys, and those in memory are past their time.", failure);
        }
        finally
        {
            turn.Release();
        }
    }

    async Task Renew()
    {
        await Task.Yield();
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            triedAt = time.GetTimestamp();
            await LoadNow(CancellationToken.None).ConfigureAwait(false);
            triedAt = 0;
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException or StoreUnavailableException)
        {
            // Those in memory go on until their time is over; the next call after a pause tries again.
        }
        finally
        {
            Volatile.Write(ref renewing, 0);
            turn.Release();
        }
    }

    /// <summary>Zeroes what is past its time, also where nobody asks for it any more.</summary>
    public void Tidy()
    {
        if (set is { } held && time.GetElapsedTime(held.LoadedAt) >= limits.Lifetime && turn.Wait(0))
        {
            if (ReferenceEquals(Interlocked.CompareExchange(ref set, null, held), held))
                held.Dispose();
            turn.Release();
        }
    }

    /// <summary>Adds a version under which is wrapped, or written, from now on.</summary>
    public async ValueTask<int> Add(string purpose, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var rows = await store.ReadMasters(cancel).ConfigureAwait(false);
            var version = rows.Where(row => row.Purpose == purpose).Select(static row => row.Version).DefaultIfEmpty().Max() + 1;
            await Make(purpose, version, cancel).ConfigureAwait(false);
            await LoadNow(cancel).ConfigureAwait(false);
            return version;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A key that seals nothing, such as the one that signs the audit log: unwrapped for its holder, who zeroes it, and not kept in memory here. Null: there is none.</summary>
    public async ValueTask<byte[]?> Read(string purpose, CancellationToken cancel) =>
        (await store.ReadMasters(cancel).ConfigureAwait(false)).Where(row => row.Purpose == purpose).MaxBy(static row => row.Version) is { } row
            ? await provider.Unwrap(new(row.Root, row.Wrapped), Context(row.Purpose, row.Version), cancel).ConfigureAwait(false)
            : null;

    /// <summary>Keeps such a key, wrapped like the others; the root key's rotation wraps it anew with them.</summary>
    /// <exception cref="StoreConflictException">There is one already.</exception>
    public async ValueTask Keep(string purpose, ReadOnlyMemory<byte> key, CancellationToken cancel)
    {
        var wrapped = await provider.Wrap(key, Context(purpose, 1), cancel).ConfigureAwait(false);
        await store.AddMaster(new(purpose, 1, wrapped.RootKeyId, wrapped.Bytes), cancel).ConfigureAwait(false);
    }

    /// <summary>All of them, wrapped. The provider is not asked.</summary>
    public ValueTask<IReadOnlyList<MasterKeyRow>> List(CancellationToken cancel) => store.ReadMasters(cancel);

    /// <summary>Takes away a version under which nothing is wrapped any more.</summary>
    public async ValueTask Drop(string purpose, int version, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await store.DropMaster(purpose, version, cancel).ConfigureAwait(false);
            await LoadNow(cancel).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Wraps all of them anew, under the provider's newest root key.</summary>
    public async ValueTask<int> Rewrap(CancellationToken cancel)
    {
        var rows = await store.ReadMasters(cancel).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var key = await provider.Unwrap(new(row.Root, row.Wrapped), Context(row.Purpose, row.Version), cancel).ConfigureAwait(false);
            try
            {
                var wrapped = await provider.Wrap(key, Context(row.Purpose, row.Version), cancel).ConfigureAwait(false);
                await store.RewrapMaster(row with { Root = wrapped.RootKeyId, Wrapped = wrapped.Bytes }, cancel).ConfigureAwait(false);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(key);
            }
        }
        return rows.Count;
    }

    async ValueTask<MasterSet> LoadNow(CancellationToken cancel)
    {
        var rows = await store.ReadMasters(cancel).ConfigureAwait(false);
        foreach (var purpose in (string[])[Wrapping, Index])
        {
            if (!rows.Any(row => row.Purpose == purpose))
                await Make(purpose, 1, cancel).ConfigureAwait(false);
        }
        rows = await store.ReadMasters(cancel).ConfigureAwait(false);
        var held = set;
        var wrapping = new Dictionary<uint, SealingKey>();
        var indexes = new List<BlindIndex>();
        foreach (var row in rows.Where(static row => row.Purpose is Wrapping or Index))
        {
            var key = await provider.Unwrap(new(row.Root, row.Wrapped), Context(row.Purpose, row.Version), cancel).ConfigureAwait(false);
            // Those that are in memory stay, since somebody may be at work with them: that the provider still opens them is what counts.
            if (row.Purpose == Wrapping)
                wrapping.Add((uint)row.Version, held?.Wrapping((uint)row.Version) ?? SealingKey.Derive(key, (uint)row.Version));
            else
                indexes.Insert(0, held?.Indexes.FirstOrDefault(index => index.Version == row.Version) ?? new BlindIndex(key, row.Version));
            CryptographicOperations.ZeroMemory(key);
        }
        var fresh = new MasterSet(wrapping, indexes, time.GetTimestamp());
        set = fresh;
        held?.DisposeWithout(fresh);
        return fresh;
    }

    async ValueTask Make(string purpose, int version, CancellationToken cancel)
    {
        var key = GC.AllocateUninitializedArray<byte>(SealingKey.KeyBytes, pinned: true);
        RandomNumberGenerator.Fill(key);
        try
        {
            var wrapped = await provider.Wrap(key, Context(purpose, version), cancel).ConfigureAwait(false);
            await store.AddMaster(new(purpose, version, wrapped.RootKeyId, wrapped.Bytes), cancel).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    string Context(string purpose, int version) => string.Create(CultureInfo.InvariantCulture, $"tidings/{Installation}/{purpose}/{version}");

    public void Dispose() => Interlocked.Exchange(ref set, null)?.Dispose();
}

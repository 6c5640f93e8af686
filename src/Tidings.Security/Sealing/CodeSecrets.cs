using System.Security.Cryptography;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>What is kept of one-time codes, and the ids of verifications, under the installation's keys.</summary>
/// <param name="ring">Must be open when it is asked. Null: nothing is sealed here; keys of this process alone are used, and what was begun ends with it.</param>
public sealed class CodeSecrets(KeyRing? ring) : IDisposable
{
    const int KeyBytes = 32;
    readonly CodeKey? own = ring is null ? new CodeKey(RandomNumberGenerator.GetBytes(KeyBytes)) : null;

    /// <summary>What is to be kept of a code, under the newest key.</summary>
    /// <param name="bound">The code with all that it is bound to.</param>
    /// <exception cref="StoreUnavailableException">The keys cannot be had.</exception>
    public async ValueTask<KeyedHash> Hash(ReadOnlyMemory<byte> bound, CancellationToken cancel) => (await HashAll(bound, newest: true, cancel).ConfigureAwait(false))[0];

    /// <summary>What would be kept of it under each key, the newest first.</summary>
    /// <inheritdoc cref="Hash" path="/exception"/>
    public ValueTask<KeyedHash[]> HashAll(ReadOnlyMemory<byte> bound, CancellationToken cancel) => HashAll(bound, newest: false, cancel);

    ValueTask<KeyedHash[]> HashAll(ReadOnlyMemory<byte> bound, bool newest, CancellationToken cancel) =>
        With(keys => Array.ConvertAll(newest ? keys[..1] : keys, key => new KeyedHash(key.Version, key.Key.Hash(bound.Span))), cancel);

    /// <summary>A verification's id as a number that tells nothing: neither when it began nor in which partition.</summary>
    /// <inheritdoc cref="Hash" path="/exception"/>
    public ValueTask<UInt128> Hide(MessageId row, ulong key, CancellationToken cancel) => With(keys => keys[0].Key.Hide(row.Value, key), cancel);

    /// <summary>What such a number may stand for, under each key. Of a number that was made up it is something that is not there.</summary>
    /// <inheritdoc cref="Hash" path="/exception"/>
    public ValueTask<(MessageId Row, ulong Key)[]> Show(UInt128 hidden, CancellationToken cancel) =>
        With(keys => Array.ConvertAll(keys, key => key.Key.Show(hidden) is var (row, random) ? (new MessageId(row), random) : default), cancel);

    async ValueTask<T> With<T>(Func<(int Version, CodeKey Key)[], T> use, CancellationToken cancel)
    {
        if (own is not null)
            return use([(0, own)]);
        while (true)
        {
            var set = await ring!.Masters.Get(cancel).ConfigureAwait(false);
            try
            {
                return use([.. set.Indexes.Select(static index => (index.Version, index.Codes))]);
            }
            catch (ObjectDisposedException) when (!ring.IsDisposed)
            {
                // Their time ended between the two lines: the next have another.
            }
        }
    }

    public void Dispose() => own?.Dispose();
}

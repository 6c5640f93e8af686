using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// What tells a submission that the node wrote from one that somebody put into the database: the keyed hash (SipHash-2-4, 64 bits) of all that it says. Nothing in it is secret, and so nothing is sealed.
/// The key is the installation's, among its others, and stays in memory while the store is open: what carriers answer is written also while the key provider is away.
/// </summary>
internal sealed class SubmissionMarks : IDisposable
{
    const int FixedBytes = 42, StackBytes = 512, MacBytes = 16;
    /// <summary>So many of the newest events are looked at for marks of a key that is not there: carriers may have been away for a while.</summary>
    const int LookedAt = 1_000;

    // Pinned, so that no copy stays behind when memory is compacted.
    readonly byte[] key = GC.AllocateUninitializedArray<byte>(SealingKey.KeyBytes, pinned: true);
    readonly byte[] sipKey = GC.AllocateUninitializedArray<byte>(SodiumHash.SipKeyBytes, pinned: true);
    readonly long unmarkedUpTo;

    /// <param name="key">32 bytes. The caller zeroes them.</param>
    /// <param name="unmarkedUpTo">Of texts after it, none without a mark was ever written.</param>
    public SubmissionMarks(ReadOnlySpan<byte> key, MessageId unmarkedUpTo)
    {
        key.CopyTo(this.key);
        SodiumBlake2b.Mac(key, "tidings-submission-mark/2"u8, sipKey);
        this.unmarkedUpTo = unmarkedUpTo.Value;
        Rows = new(key);
    }

    /// <summary>Those of the rows that say how far dispatch is.</summary>
    public RowMarks Rows { get; }

    /// <summary>
    /// The installation's. At the first start it is made, and up to which text there may be submissions without a mark is kept with the keys, where whoever writes the data does not write: those of versions
    /// before stay good. Null: it was never made, and <paramref name="make"/> is not set.
    /// </summary>
    /// <param name="sawMark">Whether a submission that was read so far bears a mark.</param>
    /// <exception cref="StoreUnavailableException">The key provider does not answer.</exception>
    /// <exception cref="StoreRefusedException">There are marks and no key of them: with a new one everything that was sent would count as not sent.</exception>
    public static async ValueTask<SubmissionMarks?> Open(IStore inner, MasterKeys masters, bool make, Func<bool> sawMark, CancellationToken cancel)
    {
        try
        {
            var kept = await masters.List(cancel).ConfigureAwait(false);
            if (make && !kept.Any(static row => row.Purpose == MasterKeys.Submissions))
            {
                var newest = await Newest(inner, cancel).ConfigureAwait(false);
                if (sawMark())
                    throw new StoreRefusedException("The file of keys is older than the data: what was sent bears marks of a key that is not in it. Put the newer one back; without it all that was sent would be sent again.");
                // In this order: a crash between the two leaves no key, and the next start goes on.
                if (!kept.Any(static row => row.Purpose == MasterKeys.UnmarkedUpTo))
                    await masters.Keep(MasterKeys.UnmarkedUpTo, Padded(newest), cancel).ConfigureAwait(false);
                var made = GC.AllocateUninitializedArray<byte>(SealingKey.KeyBytes, pinned: true);
                RandomNumberGenerator.Fill(made);
                await masters.Keep(MasterKeys.Submissions, made, cancel).ConfigureAwait(false);
                CryptographicOperations.ZeroMemory(made);
            }
            if (await masters.Read(MasterKeys.Submissions, cancel).ConfigureAwait(false) is not { } key)
                return null;
            var last = await masters.Read(MasterKeys.UnmarkedUpTo, cancel).ConfigureAwait(false);
            var marks = new SubmissionMarks(key, new(last is null ? 0 : BinaryPrimitives.ReadInt64BigEndian(last)));
            CryptographicOperations.ZeroMemory(key);
            // No secret, but whoever searches memory for what was unwrapped finds nothing.
            CryptographicOperations.ZeroMemory(last);
            return marks;
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            throw new StoreUnavailableException("The key provider does not open the key that submissions are marked with.", failure);
        }
    }

    static async ValueTask<MessageId> Newest(IStore inner, CancellationToken cancel) =>
        (await inner.ReadNewest(default, new(long.MaxValue), LookedAt, cancel).ConfigureAwait(false)) is [var newest, ..] ? new(newest.Row.Id.Value + newest.Row.Messages) : default;

    // As long as a key, since providers wrap nothing else.
    static byte[] Padded(MessageId last)
    {
        var value = new byte[SealingKey.KeyBytes];
        BinaryPrimitives.WriteInt64BigEndian(value, last.Value);
        return value;
    }

    /// <summary>The rows, each with its mark.</summary>
    public IReadOnlyList<SubmissionRow> Mark(IReadOnlyList<SubmissionRow> rows)
    {
        var marked = new SubmissionRow[rows.Count];
        for (var i = 0; i < marked.Length; i++)
            marked[i] = rows[i] with { Tag = Of(rows[i]) };
        return marked;
    }

    /// <summary>It was written here as it stands.</summary>
    public bool Holds(in SubmissionRow row) => row.Tag == 0 ? row.Message.Value <= unmarkedUpTo : row.Tag == Of(row) || row.Tag == OfForm1(row);

    /// <summary>The mark; never 0, which stands for none.</summary>
    public long Of(in SubmissionRow row) => Of(row, 2);

    /// <summary>As versions before marked, by BLAKE2b (RFC 7693).</summary>
    long OfForm1(in SubmissionRow row) => Of(row, 1);

    long Of(in SubmissionRow row, int form)
    {
        var most = FixedBytes + Encoding.UTF8.GetMaxByteCount(row.Bind.Length) + Encoding.UTF8.GetMaxByteCount(row.Reference?.Length ?? 0);
        Span<byte> message = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        BinaryPrimitives.WriteInt64BigEndian(message, row.Message.Value);
        BinaryPrimitives.WriteInt32BigEndian(message[8..], row.Segment);
        BinaryPrimitives.WriteInt32BigEndian(message[12..], row.Attempt);
        // As fine as it is stored.
        BinaryPrimitives.WriteInt64BigEndian(message[16..], (row.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteInt32BigEndian(message[24..], row.Status);
        message[28] = (byte)row.Result;
        message[29] = row.Settles ? (byte)1 : (byte)0;
        var length = FixedBytes;
        var bind = Encoding.UTF8.GetBytes(row.Bind, message[length..]);
        BinaryPrimitives.WriteInt32BigEndian(message[30..], bind);
        length += bind;
        var reference = row.Reference is null ? -1 : Encoding.UTF8.GetBytes(row.Reference, message[length..]);
        BinaryPrimitives.WriteInt32BigEndian(message[34..], reference);
        length += Math.Max(0, reference);
        BinaryPrimitives.WriteInt32BigEndian(message[38..], form);
        if (form > 1)
            return SodiumHash.Sip(sipKey, message[..length]) is var mark && mark == 0 ? 1 : mark;
        Span<byte> mac = stackalloc byte[MacBytes];
        SodiumBlake2b.Mac(key, message[..length], mac);
        return BinaryPrimitives.ReadInt64BigEndian(mac) is var cut && cut == 0 ? 1 : cut;
    }

    /// <summary>Zeroes the key. The store is closed by then.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(sipKey);
        Rows.Dispose();
    }
}

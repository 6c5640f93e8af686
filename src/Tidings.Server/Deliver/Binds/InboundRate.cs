using Tidings.Server.Operate.Limits;
using Tidings.Smpp.Pdus;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// How much a carrier may bring over one bind in a second. Receipts and customers' texts are counted apart, so that a flood of the one keeps nothing of the other out. It is looked at before anything is read of
/// the message: by what its esm_class says that it is.
/// </summary>
internal sealed class InboundRate(TimeProvider time, int perSecond) : IDisposable
{
    readonly Bucket? _receipts = Of(time, perSecond);
    readonly Bucket? _texts = Of(time, perSecond);

    /// <summary>It may come in.</summary>
    public bool Takes(byte esmClass)
    {
        if (((esmClass & EsmClass.TypeMask) == 0 ? _texts : _receipts) is not { } bucket)
            return true;
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _receipts?.Dispose();
        _texts?.Dispose();
    }

    static Bucket? Of(TimeProvider time, int perSecond) => perSecond == 0 ? null : new(time, perSecond, TimeSpan.FromSeconds(1));
}

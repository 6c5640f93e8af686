using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Routing;

/// <summary>A text that its carrier took, and of which a receipt is awaited.</summary>
/// <param name="Chain">Of its customer and class.</param>
/// <param name="Tried">Carriers that have taken it or refused it for good.</param>
/// <param name="Attempt">The highest number that a fact of it has.</param>
internal readonly record struct WatchedText(MessageId Id, ulong Chain, Message Message, CarrierMask Tried, int Attempt);

/// <summary>
/// Texts of classes for which a missing receipt counts (<c>Routing:ReceiptWithin</c>), from the carrier's answer to the receipt. In memory only, and bounded: what
/// finds no room, and what a restart forgets, stays with its first carrier, which has it.
/// </summary>
internal sealed class ReceiptWatch(int capacity, int carriers, TimeProvider time)
{
    readonly Lock _lock = new();
    readonly Dictionary<long, WatchedText> _texts = [];
    readonly Dictionary<ulong, long> _newest = [];
    readonly PriorityQueue<long, long>[] _due = [.. Enumerable.Range(0, carriers).Select(static _ => new PriorityQueue<long, long>())];

    /// <summary>A newer text of the same customer and class ends the waiting of the older: it must not come after it.</summary>
    public void Add(int carrier, in WatchedText text, TimeSpan within)
    {
        lock (_lock)
        {
            if (_newest.TryGetValue(text.Chain, out var older))
                Forget_NeedsLock(older);
            if (_due[carrier].Count >= capacity)
                return;
            _texts[text.Id.Value] = text;
            _newest[text.Chain] = text.Id.Value;
            _due[carrier].Enqueue(text.Id.Value, time.GetTimestamp() + (long)(within.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>Whether a receipt of it is awaited.</summary>
    public bool Has(MessageId id)
    {
        lock (_lock)
            return _texts.ContainsKey(id.Value);
    }

    /// <summary>A carrier has reported something of it, or it is given up.</summary>
    public void Reported(MessageId id)
    {
        lock (_lock)
            Forget_NeedsLock(id.Value);
    }

    /// <summary>Nothing of this customer and class is watched any more.</summary>
    public void Forget(ulong chain)
    {
        lock (_lock)
        {
            if (_newest.TryGetValue(chain, out var newest))
                Forget_NeedsLock(newest);
        }
    }

    /// <summary>A text that was due is to go by another carrier now. False: it was forgotten since.</summary>
    public bool TryGive(MessageId id)
    {
        lock (_lock)
        {
            var held = _texts.ContainsKey(id.Value);
            Forget_NeedsLock(id.Value);
            return held;
        }
    }

    /// <summary>The texts of a carrier whose time is over. Each is held until it is given on (<see cref="TryGive"/>), or forgotten before.</summary>
    public void TakeDue(int carrier, List<WatchedText> into)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            while (_due[carrier].TryPeek(out var id, out var due) && due <= now)
            {
                _due[carrier].Dequeue();
                if (!_texts.TryGetValue(id, out var text) || !text.Tried.Has(carrier))
                    continue;
                into.Add(text);
            }
        }
    }

    void Forget_NeedsLock(long id)
    {
        if (_texts.Remove(id, out var text) && _newest.TryGetValue(text.Chain, out var newest) && newest == id)
            _newest.Remove(text.Chain);
    }
}

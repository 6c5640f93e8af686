using System.Runtime.InteropServices;
using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Track;

/// <summary>
/// The newest references that a carrier gave, to match receipts by, and the receipts that wait for theirs. Bounded: the oldest are forgotten, and found in
/// the store's look-up table. Shared by all binds of the carrier, since a receipt may come over another one than its message left by.
/// </summary>
internal sealed class ReferenceMap(int capacity)
{
    readonly Lock _lock = new();
    // At their size from the start: memory that nothing was put into costs nothing, and arrays of many megabytes that were outgrown stay for long.
    readonly Dictionary<UInt128, Reference> _references = new(capacity + 1);
    readonly Queue<UInt128> _age = new(capacity + 1);
    readonly Dictionary<UInt128, List<WaitingReceipt>> _waiting = [];

    /// <summary>From here on a receipt whose text is not known as the carrier means its ids waits for it, and is not guessed at.</summary>
    const int Sure = 10;
    const int MostSure = 100;

    // How the carrier has meant its ids mostly, and by how many more receipts than otherwise of late.
    MessageIdRule _rule = MessageIdRule.Same;
    int _sureness;

    struct Reference
    {
        public MessageId Message;
        public short LastDigits;
        public ushort Receipts;
        public ushort Second;
        // The highest bit: a final receipt has come. A byte of its own would make each reference larger by eight.
        byte _segment;
        public byte Country;

        public byte Segment
        {
            readonly get => (byte)(_segment & 0x7F);
            set => _segment = (byte)(_segment & 0x80 | value);
        }

        public bool HasEnded
        {
            readonly get => (_segment & 0x80) != 0;
            set => _segment = (byte)(_segment & 0x7F | (value ? 0x80 : 0));
        }
    }

    public int Count
    {
        get { lock (_lock) return _references.Count; }
    }

    /// <summary>An id as it is written may be meant so, though the number is another: nothing is known against it.</summary>
    public bool TakesAtItsWord
    {
        get { lock (_lock) return _rule == MessageIdRule.Same; }
    }

    /// <summary>How the carrier means its ids, as far as its receipts have shown.</summary>
    public MessageIdRule Rule
    {
        get { lock (_lock) return _rule; }
    }

    /// <summary>The carrier has named a segment. Receipts that waited for it are resolved.</summary>
    /// <param name="country">As the health of carriers numbers it; 0: not asked.</param>
    /// <param name="second">When it did: see <see cref="ReceiptMatch"/>.</param>
    /// <returns>What was forgotten to make room, without a final receipt; null: nothing, or nobody asks of it.</returns>
    public ForgottenReference? Add(UInt128 key, MessageId message, int segment, int lastDigits, byte country = 0, ushort second = 0)
    {
        WaitingReceipt[] waiting;
        ForgottenReference? forgotten = null;
        lock (_lock)
        {
            ref var reference = ref CollectionsMarshal.GetValueRefOrAddDefault(_references, key, out var known);
            reference = new() { Message = message, Segment = (byte)segment, LastDigits = (short)lastDigits, Country = country, Second = second };
            if (!known)
                _age.Enqueue(key);
            if (_age.Count > capacity && _references.Remove(_age.Dequeue(), out var oldest) && oldest is { Second: > 0, HasEnded: false })
                forgotten = new(oldest.Country, oldest.Second);
            if (_waiting.Count == 0 || !_waiting.TryGetValue(key, out var list))
                return forgotten;
            waiting = [.. list];
        }
        foreach (var receipt in waiting)
        {
            if (TryMatch(receipt.Received, out var match) && StopWaiting(receipt))
                receipt.Resolve(match);
        }
        return forgotten;
    }

    public bool TryMatch(in ReceivedReceipt receipt, out ReceiptMatch match)
    {
        lock (_lock)
            return TryMatch_NeedsLock(receipt, out match);
    }

    /// <summary>Matches the receipt, or else lets it wait. True: matched.</summary>
    public bool TryMatchOrWait(in ReceivedReceipt receipt, Func<ReceivedReceipt, WaitingReceipt> wait, out ReceiptMatch match)
    {
        lock (_lock)
        {
            if (TryMatch_NeedsLock(receipt, out match))
                return true;
            var waiting = wait(receipt);
            for (var i = 0; i < receipt.Keys.Count; i++)
            {
                if (!_waiting.TryGetValue(receipt.Keys[i], out var list))
                    _waiting.Add(receipt.Keys[i], list = []);
                list.Add(waiting);
            }
            return false;
        }
    }

    /// <summary>False: somebody else has stopped it, and resolves it.</summary>
    public bool StopWaiting(WaitingReceipt receipt)
    {
        lock (_lock)
        {
            var found = false;
            for (var i = 0; i < receipt.Received.Keys.Count; i++)
            {
                if (!_waiting.TryGetValue(receipt.Received.Keys[i], out var list))
                    continue;
                found |= list.Remove(receipt);
                if (list.Count == 0)
                    _waiting.Remove(receipt.Received.Keys[i]);
            }
            return found;
        }
    }

    /// <summary>
    /// By the reading that has been right so far, and only while none is known by any: the receipt of a text whose response has still to come would otherwise be that of another text of the same customer, whose id it is in another base.
    /// </summary>
    bool TryMatch_NeedsLock(in ReceivedReceipt receipt, out ReceiptMatch match)
    {
        var known = receipt.Keys.By(_rule);
        if (known >= 0 && TryMatch_NeedsLock(receipt, known, agreeing: true, out match))
            return true;
        if (known < 0 || _sureness < Sure)
        {
            for (var reading = 0; reading < receipt.Keys.Count; reading++)
            {
                if (reading != known && TryMatch_NeedsLock(receipt, reading, agreeing: true, out match))
                    return true;
            }
        }
        // Some carriers write the number otherwise than it was given. One whose ids are known to be meant in another base is not taken at its word.
        match = default;
        return _rule == MessageIdRule.Same && receipt.Keys.Count > 0 && TryMatch_NeedsLock(receipt, 0, agreeing: false, out match);
    }

    /// <param name="agreeing">Only where the number is not another one: a reading in another base is a guess and could hit somebody else's message, and so could the id as it is written where it is meant in another base.</param>
    bool TryMatch_NeedsLock(in ReceivedReceipt receipt, int reading, bool agreeing, out ReceiptMatch match)
    {
        match = default;
        ref var reference = ref CollectionsMarshal.GetValueRefOrNullRef(_references, receipt.Keys[reading]);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref reference))
            return false;
        var areKnown = reference.LastDigits >= 0 && receipt.LastDigits >= 0;
        if (agreeing && areKnown)
        {
            if (reference.LastDigits != receipt.LastDigits)
                return false;
            if (receipt.Keys.Count > 1)
                Learn_NeedsLock(receipt.Keys.RuleOf(reading));
        }
        var isGuess = reading > 0 && reference.LastDigits < 0 && receipt.LastDigits >= 0;
        var ends = TrackFacts.Ends(receipt.State);
        match = new(reference.Message, reference.Segment, reference.Receipts, isGuess, reference.Country, reference.Second, IsFirstEnd: ends && !reference.HasEnded);
        reference.HasEnded |= ends && !isGuess;
        // So many receipts of one segment are a carrier's mistake; the store numbers them on.
        if (reference.Receipts < ushort.MaxValue)
            reference.Receipts++;
        return true;
    }

    /// <summary>A receipt's number agreed where its id was read so: two messages of one customer can be told apart by that alone.</summary>
    public void Learn(MessageIdRule rule)
    {
        lock (_lock)
            Learn_NeedsLock(rule);
    }

    void Learn_NeedsLock(MessageIdRule rule)
    {
        if (rule == _rule)
            _sureness = Math.Min(_sureness + 1, MostSure);
        else if (--_sureness < 0)
            (_rule, _sureness) = (rule, 1);
    }
}

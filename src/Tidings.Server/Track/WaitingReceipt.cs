using Tidings.Core.Messages;
using Tidings.Server.Deliver.Binds;

namespace Tidings.Server.Track;

/// <summary>A receipt that came before its message's reference is known.</summary>
internal sealed class WaitingReceipt(ReceivedReceipt received, BindInbox inbox, Action wake, long since)
{
    public ReceivedReceipt Received => received;
    /// <summary>The timestamp at which it came.</summary>
    public long Since => since;
    /// <summary>A timestamp: after it the store is asked, and then it is given up, unless what it may be about has no answer yet.</summary>
    public long Deadline { get; set; }
    public bool IsResolved { get; private set; }
    /// <summary>What it is about; null where that will never be known.</summary>
    public ReceiptMatch? Match { get; private set; }
    /// <summary>The store could not be asked: it is not answered, and the carrier sends it again.</summary>
    public bool Failed { get; private set; }

    /// <summary>The store has it already: it says nothing new.</summary>
    public bool IsRepeated { get; private set; }

    /// <summary>Hands it back to the bind that it came over.</summary>
    public void Resolve(ReceiptMatch? match, bool failed = false, bool repeated = false)
    {
        (IsResolved, Match, Failed, IsRepeated) = (true, match, failed, repeated);
        inbox.Add(this);
        wake();
    }
}

/// <param name="IsGuess">The id was read in another base, and memory does not know the message's number: it must be compared.</param>
/// <param name="Order">How many receipts of the segment came before; the store corrects it where it knows of more.</param>
/// <param name="Country">Where it went, as the health of carriers numbers it; 0: not known.</param>
/// <param name="Second">When the carrier took it, in seconds that begin anew after 65,535, some 18 hours; 0: not known.</param>
/// <param name="IsFirstEnd">It says how the segment ended, and none before it did.</param>
internal readonly record struct ReceiptMatch(MessageId Message, int Segment, int Order, bool IsGuess = false, byte Country = 0, ushort Second = 0, bool IsFirstEnd = false);

/// <summary>A reference that memory has no room for any more: see <see cref="ReceiptMatch"/>.</summary>
internal readonly record struct ForgottenReference(byte Country, ushort Second);

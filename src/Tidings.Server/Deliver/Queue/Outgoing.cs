using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;
using Tidings.Smpp.Text;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// A message in memory on its way to the carrier. Pooled. The queue's lock guards its links; everything else belongs to the bind that took it,
/// until it is given back.
/// </summary>
internal sealed class Outgoing
{
    public MessageId Id { get; private set; }
    public Message Message { get; private set; } = null!;
    /// <summary>Hash of customer and class: messages with the same one leave one after the other.</summary>
    public ulong Chain { get; private set; }
    /// <summary>Neighbours in a lane, or the next free one in the pool.</summary>
    public Outgoing? Next { get; set; }
    /// <summary>The message that waits for this one.</summary>
    public Outgoing? Behind { get; set; }
    public OutgoingPlace Place { get; set; }
    /// <summary>Its partition has offered it; false where the store gave it, and the offer may still come. Guarded by the queue's lock.</summary>
    public bool IsOffered { get; set; }

    /// <summary>Segments that the carrier has, a bit each.</summary>
    public uint Accepted { get; set; }
    /// <summary>The highest number that a fact of it has, or may yet get.</summary>
    public int Attempt { get; set; }
    /// <summary>How often it was refused for now with an error that is no throttling.</summary>
    public int Refusals { get; set; }
    /// <summary>The attempt that the last of <see cref="Refusals"/> was counted for: several segments of one sending count once.</summary>
    public int RefusedAt { get; set; }
    /// <summary>How often it left without an answer.</summary>
    public int Doubts { get; set; }
    /// <summary>As <see cref="RefusedAt"/>, of <see cref="Doubts"/>.</summary>
    public int DoubtedAt { get; set; }
    /// <summary>The position of the carrier that it waits for, or is with.</summary>
    public byte Via { get; private set; }

    /// <summary>A timestamp: since when it stands in line for a carrier. Not kept where there is one.</summary>
    public long InLineSince { get; set; }

    /// <summary>Carriers that have refused it for good.</summary>
    public CarrierMask Spent { get; set; }

    /// <summary>Carriers that have refused it for now, or have not answered: others go first.</summary>
    public CarrierMask Avoid { get; set; }

    /// <summary>The bind that has claimed it. Null: none since it was taken last.</summary>
    public string? HeldBy { get; set; }

    /// <summary>Segments sent and not answered, or answered and not committed.</summary>
    public int Open { get; set; }
    /// <summary>A fact settled it.</summary>
    public bool Settled { get; set; }
    /// <summary>The longest pause that an answer of this attempt asks for.</summary>
    public TimeSpan Pause { get; set; }
    /// <summary>How it is encoded; its outcome says whether that was chosen yet.</summary>
    public EncodingChoice Encoding { get; set; }
    public bool Encoded { get; set; }

    public int Segments => Encoding.Pdus;
    public int SegmentsLeft => Segments - System.Numerics.BitOperations.PopCount(Accepted);
    public bool AllAccepted => SegmentsLeft <= 0;

    public Outgoing Fill(MessageId id, ulong chain, Message message)
    {
        (Id, Chain, Message) = (id, chain, message);
        (Accepted, Attempt, Open, Settled, Pause, Encoded, Encoding) = (0, 0, 0, false, default, false, default);
        (Refusals, RefusedAt, Doubts, DoubtedAt) = (0, 0, 0, 0);
        (Via, InLineSince, Spent, Avoid) = (0, 0, default, default);
        (Next, Behind, IsOffered, HeldBy) = (null, null, true, null);
        return this;
    }

    public void Restore(in Known known)
    {
        (Attempt, Accepted, Refusals, Doubts, Spent) = (known.Attempt, known.Accepted, known.Refusals, known.Doubts, known.Spent);
        if (Accepted != 0)
            GoBy(known.Holder);
    }

    /// <summary>Each carrier has its own encodings.</summary>
    public void GoBy(int carrier)
    {
        if (carrier == Via)
            return;
        (Via, Encoded, Encoding) = ((byte)carrier, false, default);
    }

    public void Clear() => (Message, Behind) = (null!, null);
}

/// <summary>Where a message in memory is.</summary>
internal enum OutgoingPlace : byte
{
    Pool = 0,
    /// <summary>An earlier message of the same customer and class is ahead.</summary>
    Chain,
    /// <summary>The next bind with room takes it.</summary>
    Lane,
    /// <summary>A bind has it.</summary>
    Bind,
    /// <summary>It was refused for now and waits for its time.</summary>
    Pause,
}

using System.Buffers;
using System.Buffers.Binary;
using Tidings.Fuzz.Engine;
using Tidings.Smpp.Codec;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// What a peer sends on a session, cut into PDUs and read. Oracles: the same frames however the stream lies in memory; nothing allocated; what
/// was read without a fault can be written into its own bound, and reads the same again.
/// </summary>
internal sealed class SmppStreamTarget : FuzzTarget
{
    const int Limit = 4096;
    readonly byte[] _scratch = new byte[Limit];
    readonly PduRoundTrip _roundTrip = new();

    public override string Name => "smpp-stream";

    // The pieces of the stream that this target makes, and nothing of the codec's.
    public override long MayAllocate(int octets) => 4096;

    public override IEnumerable<byte[]> Seeds() => SmppSeeds.All();

    public override void Mend(Random random, byte[] input) => SmppSeeds.MendLength(input);

    public override void Run(byte[] input, Features seen)
    {
        var at = 0;
        for (var frames = 0; at < input.Length && frames < 64; frames++)
        {
            var outcome = FrameReader.Read(input.AsSpan(at), Limit, out var frame, out var consumed);
            seen.Add(1, (uint)outcome);
            if (at == 0)
                SameInPieces(input, at, outcome, consumed);
            Oracle.Holds(consumed >= 0 && consumed <= input.Length - at, "no more is consumed than has come");
            if (outcome is FrameOutcome.TooLong or FrameOutcome.TooShort or FrameOutcome.NeedMore)
                return;
            Oracle.Holds(consumed >= PduHeader.Length && consumed == BinaryPrimitives.ReadInt32BigEndian(input.AsSpan(at)), "a whole PDU takes its command_length");
            seen.Add(2, outcome == FrameOutcome.Complete ? (uint)frame.Header.CommandId : 0);
            _roundTrip.Try(frame, seen);
            at += consumed;
        }
    }

    void SameInPieces(byte[] input, int at, FrameOutcome expected, int expectedConsumed)
    {
        var cut = at + (input.Length - at) / 3;
        var first = new Piece(input.AsMemory(at, cut - at));
        var last = first.Append(input.AsMemory(cut, Math.Min(7, input.Length - cut))).Append(input.AsMemory(Math.Min(input.Length, cut + 7)));
        var outcome = FrameReader.Read(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), Limit, _scratch, out _, out var consumed);
        Oracle.Holds(outcome == expected && consumed == expectedConsumed, "a stream in pieces reads as in one");
    }

    sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}

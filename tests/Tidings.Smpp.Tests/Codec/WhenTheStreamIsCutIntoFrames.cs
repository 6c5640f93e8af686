using System.Buffers;
using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Tests.Codec;

public class WhenTheStreamIsCutIntoFrames
{
    private const int Limit = 100;

    [Theory]
    [InlineData(0, FrameOutcome.TooShort)]
    [InlineData(15, FrameOutcome.TooShort)]
    [InlineData(16, FrameOutcome.NeedMore)]
    [InlineData(100, FrameOutcome.NeedMore)]
    [InlineData(101, FrameOutcome.TooLong)]
    [InlineData(0xFFFFFFFF, FrameOutcome.TooLong)]
    public void The_length_is_judged_as_soon_as_its_four_octets_are_there(uint length, FrameOutcome expected)
    {
        byte[] octets = [(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
        Assert.Equal(FrameOutcome.NeedMore, FrameReader.Read(octets.AsSpan(0, 3), Limit, out _, out _));
        Assert.Equal(expected, FrameReader.Read(octets, Limit, out _, out var consumed));
        Assert.Equal(0, consumed);
    }

    [Fact]
    public void The_header_of_a_pdu_that_is_too_long_can_be_echoed()
    {
        var octets = Convert.FromHexString("00000065" + "00000004" + "00000000" + "0000002a");
        Assert.Equal(FrameOutcome.TooLong, FrameReader.Read(octets, Limit, out var frame, out _));
        Assert.Equal(42u, frame.Header.SequenceNumber);
    }

    [Fact]
    public void An_unknown_command_is_stepped_over()
    {
        var octets = Convert.FromHexString("00000012" + "00000999" + "00000000" + "00000007" + "abcd" + "00000010");
        Assert.Equal(FrameOutcome.UnknownCommand, FrameReader.Read(octets, Limit, out var frame, out var consumed));
        Assert.Equal((18, 7u), (consumed, frame.Header.SequenceNumber));
    }

    [Fact]
    public void A_pipes_segments_may_end_anywhere()
    {
        var octets = Convert.FromHexString("0000001d80000009000000000003994353" + "6d7363204757000210000134" + "000000");
        for (var first = 0; first <= octets.Length; first++)
        {
            for (var second = first; second <= octets.Length; second++)
            {
                var sequence = Segment.Chain(octets[..first], octets[first..second], octets[second..]);
                var outcome = FrameReader.Read(sequence, Limit, new byte[Limit], out var frame, out var consumed);
                Assert.Equal((FrameOutcome.Complete, 29), (outcome, consumed));
                Assert.Equal("Smsc GW", Fields.Of(frame)["system_id"]);
            }
        }
    }

    [Fact]
    public void A_pipe_that_holds_a_part_needs_more()
    {
        var octets = Convert.FromHexString("0000001d80000009000000000003994353");
        for (var cut = 0; cut <= octets.Length; cut++)
            Assert.Equal(
                FrameOutcome.NeedMore,
                FrameReader.Read(Segment.Chain(octets[..cut], octets[cut..]), Limit, new byte[Limit], out _, out _));
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Chain(params byte[][] parts)
        {
            var first = new Segment { Memory = parts[0] };
            var last = first;
            foreach (var part in parts[1..])
            {
                var next = new Segment { Memory = part, RunningIndex = last.RunningIndex + last.Memory.Length };
                last.Next = next;
                last = next;
            }
            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}

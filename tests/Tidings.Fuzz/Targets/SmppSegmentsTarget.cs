using Tidings.Fuzz.Engine;
using Tidings.Smpp.Text.Headers;
using Tidings.Smpp.Text.Reassembly;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// Segments of several senders in any order: six octets of numbers and a piece of text each. Oracles: what waits stays within the limits; a message
/// that is whole has the segments that were promised, in their order; what is complete waits no longer.
/// </summary>
internal sealed class SmppSegmentsTarget : FuzzTarget
{
    static readonly ReassemblyLimits Limits = new() { Messages = 8, TotalOctets = 256, SegmentsPerMessage = 200, OctetsPerSegment = 40 };
    static readonly SegmentParties[] Parties = [new("1", "2"), new("2", "1"), new("1", "3")];

    public override string Name => "smpp-segments";

    // Each segment may open a set of two hundred places.
    public override long MayAllocate(int octets) => 16 * 1024 + 512L * octets;

    public override IEnumerable<byte[]> Seeds() =>
    [
        [0, 1, 2, 1, 8, 2, 65, 66, 0, 1, 2, 2, 8, 1, 67], [0, 1, 2, 1, 8, 1, 65, 0, 1, 2, 1, 8, 1, 65, 0, 1, 3, 2, 8, 0], [1, 9, 1, 1, 16, 3, 1, 2, 3], [2, 0, 0, 0, 8, 0],
    ];

    public override void Run(byte[] input, Features seen)
    {
        var reassembler = new SegmentReassembler(Limits, TimeProvider.System);
        var rest = input.AsSpan();
        while (rest.Length >= 6)
        {
            var reference = new SegmentReference(rest[1], rest[2], rest[3], rest[4] < 16 ? (byte)8 : (byte)16);
            var length = Math.Min(rest[5], rest.Length - 6);
            var data = rest.Slice(6, length);
            var status = reassembler.Add(Parties[rest[0] % Parties.Length], reference, data, (byte)(rest[0] & 8), (rest[0] & 0x40) != 0, out var message);
            seen.Add(1, (uint)status);
            Oracle.Holds(reassembler.WaitingOctets is >= 0 and <= 256, "what waits stays within the limit");
            Oracle.Holds(message is not null == (status == ReassemblyStatus.Complete), "a message comes when it is complete, and then only");
            if (message is not null)
            {
                Oracle.Holds(message.Segments.Count == reference.Total && message.Segments.All(static segment => segment is not null), "a whole message has all its segments");
                Oracle.Holds(message.Segments[reference.Number - 1].UserData.Span.SequenceEqual(data), "the last segment stands in its place");
                seen.AddMagnitude(2, message.Segments.Count);
                seen.Add(3, message.Text() is null ? 0u : 1);
            }
            rest = rest[(6 + length)..];
        }
        seen.AddMagnitude(4, reassembler.WaitingOctets);
        seen.AddMagnitude(5, reassembler.Abandoned);
    }
}

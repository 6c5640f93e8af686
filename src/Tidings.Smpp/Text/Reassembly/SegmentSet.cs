using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Text.Reassembly;

internal readonly record struct SetKey(SegmentParties Parties, ushort Reference, byte Bits);

internal enum SegmentPlace : byte
{
    Free,
    Same,
    Contradicts,
}

/// <summary>The segments of one message that have come so far.</summary>
internal sealed class SegmentSet(SetKey key, byte total, long since)
{
    private readonly ReassembledSegment?[] _segments = new ReassembledSegment?[total];
    private int _missing = total;

    public SetKey Key => key;

    public long Since => since;

    public int Octets { get; private set; }

    public bool IsWhole => _missing == 0;

    public SegmentPlace Compare(SegmentReference reference, ReadOnlySpan<byte> userData, byte dataCoding)
    {
        if (reference.Total != _segments.Length)
            return SegmentPlace.Contradicts;
        if (_segments[reference.Number - 1] is not { } there)
            return SegmentPlace.Free;
        return there.DataCoding == dataCoding && there.UserData.Span.SequenceEqual(userData) ? SegmentPlace.Same : SegmentPlace.Contradicts;
    }

    public void Put(byte number, ReassembledSegment segment)
    {
        _segments[number - 1] = segment;
        _missing--;
        Octets += segment.UserData.Length;
    }

    public ReassembledMessage ToMessage() => new(_segments!);
}

using System.Buffers;
using System.Buffers.Binary;

namespace Tidings.Security.Audit.Tree;

/// <summary>Entries one after the other, each after its length as a big-endian uint16 (C2SP tlog-tiles, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>Appends an entry of at most 65,535 bytes.</summary>
    public static void Add(IBufferWriter<byte> into, ReadOnlySpan<byte> entry)
    {
        var span = into.GetSpan(entry.Length + 2);
        BinaryPrimitives.WriteUInt16BigEndian(span, checked((ushort)entry.Length));
        entry.CopyTo(span[2..]);
        into.Advance(entry.Length + 2);
    }

    /// <summary>Takes the first entry off a bundle. False: there is none, or not all of it; what is left then is not empty.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> bundle, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bundle, out var length) || bundle.Length < 2 + length)
            return false;
        entry = bundle.Slice(2, length);
        bundle = bundle[(2 + length)..];
        return true;
    }

    /// <summary>How many entries it holds; -1 where its lengths do not come out even.</summary>
    public static int Count(ReadOnlySpan<byte> bundle)
    {
        var count = 0;
        while (TryNext(ref bundle, out _))
            count++;
        return bundle.IsEmpty ? count : -1;
    }

    /// <summary>The entries of a bundle, or null where its lengths do not come out even.</summary>
    public static List<ReadOnlyMemory<byte>>? Read(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        while (bundle.Length >= 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < 2 + length)
                return null;
            entries.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }
        return bundle.IsEmpty ? entries : null;
    }
}

using System.Buffers.Binary;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>
/// The payments that a customer was told of last, one behind the other in one array (<see cref="ToldForm"/>): each customer who pays has some, and hardly one denies any, so that they are read only then.
/// Each begins with its length, its key, and when he heard of it.
/// </summary>
internal readonly struct ToldPayments
{
    const int KeyAt = 2, TicksAt = KeyAt + 8, Head = TicksAt + 8, ArrayHeader = 24;

    readonly byte[]? _packed;

    ToldPayments(byte[] packed) => _packed = packed.Length == 0 ? null : packed;

    ReadOnlySpan<byte> All => _packed;

    public int Bytes => _packed is null ? 0 : ArrayHeader + ((_packed.Length + 7) & ~7);

    public static ToldPayments Of(ToldPayment[]? saved)
    {
        var told = default(ToldPayments);
        foreach (var one in saved ?? [])
            told = told.With(one);
        return told;
    }

    /// <summary>In the order in which they were decided.</summary>
    public ToldPayment[] Read()
    {
        var read = new List<ToldPayment>(ToldPayment.Most);
        for (var rest = All; rest.Length > 0; rest = rest[Length(rest)..])
            read.Add(ToldForm.Read(Key(rest), Ticks(rest), rest[Head..Length(rest)]));
        return [.. read];
    }

    /// <summary>One more, in the place of what was told of the same payment before, or of the oldest.</summary>
    public ToldPayments With(ToldPayment told)
    {
        var before = Without(told.Payment.Id);
        var kept = before.All;
        var count = 0;
        for (var rest = kept; rest.Length > 0; rest = rest[Length(rest)..])
            count++;
        for (; count >= ToldPayment.Most; count--)
            kept = kept[Length(kept)..];
        var form = ToldForm.Write(told);
        var packed = new byte[kept.Length + Head + form.Length];
        kept.CopyTo(packed);
        var added = packed.AsSpan(kept.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(added, checked((ushort)added.Length));
        BinaryPrimitives.WriteUInt64LittleEndian(added[KeyAt..], told.Payment.Id);
        BinaryPrimitives.WriteInt64LittleEndian(added[TicksAt..], told.Ticks);
        form.CopyTo(added[Head..]);
        return new(packed);
    }

    /// <param name="key">Of the payment's event.</param>
    public ToldPayments Without(ulong key)
    {
        for (var rest = All; rest.Length > 0; rest = rest[Length(rest)..])
            if (Key(rest) == key)
                return new([.. All[..^rest.Length], .. rest[Length(rest)..]]);
        return this;
    }

    /// <summary>Without those that he heard of up to then.</summary>
    public ToldPayments Since(long ticks)
    {
        var told = this;
        for (var rest = All; rest.Length > 0; rest = rest[Length(rest)..])
            if (Ticks(rest) <= ticks)
                told = told.Without(Key(rest));
        return told;
    }

    public bool AnyUpTo(long ticks)
    {
        for (var rest = All; rest.Length > 0; rest = rest[Length(rest)..])
            if (Ticks(rest) <= ticks)
                return true;
        return false;
    }

    static int Length(ReadOnlySpan<byte> one) => BinaryPrimitives.ReadUInt16LittleEndian(one);
    static ulong Key(ReadOnlySpan<byte> one) => BinaryPrimitives.ReadUInt64LittleEndian(one[KeyAt..]);
    static long Ticks(ReadOnlySpan<byte> one) => BinaryPrimitives.ReadInt64LittleEndian(one[TicksAt..]);
}

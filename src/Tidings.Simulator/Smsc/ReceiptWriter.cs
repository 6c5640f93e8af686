using System.Globalization;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Smsc;

/// <summary>Writes delivery receipts: deliver_sm with esm_class 0x04, the text of SMPP 3.4 appendix B, and the TLVs of §5.3.2.</summary>
internal static class ReceiptWriter
{
    const byte DeliveryReceipt = 0x04;

    public static byte[] Write(
        in SubmitPdu submit, ulong id, Behaviour behaviour, ReceiptState state, int error, DateTimeOffset submitted, DateTimeOffset done)
    {
        Span<byte> idBytes = stackalloc byte[MessageIds.Longest];
        var idText = idBytes[..MessageIds.Write(id, behaviour.ReceiptId, idBytes)];
        Span<byte> text = stackalloc byte[160];
        var receipt = new DeliverPdu
        {
            SourceTon = submit.DestinationTon,
            SourceNpi = submit.DestinationNpi,
            Source = submit.Destination,
            DestinationTon = submit.SourceTon,
            DestinationNpi = submit.SourceNpi,
            Destination = submit.Source,
            EsmClass = DeliveryReceipt,
            Message = behaviour.ReceiptText ? text[..Text(text, idText, state, error, submitted, done, in submit)] : default,
        };
        Span<byte> pdu = stackalloc byte[DeliverPdu.MostOverhead + 160 + 48];
        var writer = receipt.Write(pdu);
        if (behaviour.ReceiptTlvs)
            WriteTlvs(ref writer, idText, state, error);
        return pdu[..writer.Finish()].ToArray();
    }

    static void WriteTlvs(ref WireWriter writer, ReadOnlySpan<byte> id, ReceiptState state, int error)
    {
        Span<byte> terminated = stackalloc byte[MessageIds.Longest + 1];
        id.CopyTo(terminated);
        terminated[id.Length] = 0;
        writer.Tlv(Tag.ReceiptedMessageId, terminated[..(id.Length + 1)]);
        writer.Tlv(Tag.MessageState, [(byte)state]);
        // 3 is GSM, the network type that the code belongs to.
        if (error != 0)
            writer.Tlv(Tag.NetworkErrorCode, [3, (byte)(error >> 8), (byte)error]);
    }

    static int Text(
        Span<byte> into, ReadOnlySpan<byte> id, ReceiptState state, int error, DateTimeOffset submitted, DateTimeOffset done, in SubmitPdu submit)
    {
        var length = 0;
        Put(into, ref length, "id:"u8);
        Put(into, ref length, id);
        Put(into, ref length, state == ReceiptState.Delivered ? " sub:001 dlvrd:001 submit date:"u8 : " sub:001 dlvrd:000 submit date:"u8);
        PutDate(into, ref length, submitted);
        Put(into, ref length, " done date:"u8);
        PutDate(into, ref length, done);
        Put(into, ref length, " stat:"u8);
        Put(into, ref length, Word(state));
        Put(into, ref length, " err:"u8);
        error.TryFormat(into[length..], out var written, "D3", CultureInfo.InvariantCulture);
        length += written;
        Put(into, ref length, " text:"u8);
        Put(into, ref length, Beginning(in submit));
        return length;
    }

    /// <summary>Up to 20 characters of the message, where they are plain ASCII; carriers leave it empty otherwise.</summary>
    static ReadOnlySpan<byte> Beginning(in SubmitPdu submit)
    {
        if (submit.HasHeader || submit.DataCoding is not (0 or 1 or 3))
            return default;
        var beginning = submit.Message[..Math.Min(20, submit.Message.Length)];
        return beginning.ContainsAnyExceptInRange((byte)0x20, (byte)0x7A) ? default : beginning;
    }

    public static ReadOnlySpan<byte> Word(ReceiptState state) => state switch
    {
        ReceiptState.Enroute => "ENROUTE"u8,
        ReceiptState.Delivered => "DELIVRD"u8,
        ReceiptState.Expired => "EXPIRED"u8,
        ReceiptState.Deleted => "DELETED"u8,
        ReceiptState.Undeliverable => "UNDELIV"u8,
        ReceiptState.Accepted => "ACCEPTD"u8,
        ReceiptState.Unknown => "UNKNOWN"u8,
        ReceiptState.Rejected => "REJECTD"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    static void Put(Span<byte> into, ref int length, ReadOnlySpan<byte> value)
    {
        value.CopyTo(into[length..]);
        length += value.Length;
    }

    static void PutDate(Span<byte> into, ref int length, DateTimeOffset at)
    {
        at.UtcDateTime.TryFormat(into[length..], out var written, "yyMMddHHmm", CultureInfo.InvariantCulture);
        length += written;
    }
}

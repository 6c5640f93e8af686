using System.Text;

namespace Tidings.Smpp.Text.Receipts;

/// <summary>The words and numbers that carriers write for a state.</summary>
internal static class ReceiptStates
{
    public static ReceiptState? FromTlv(byte? messageState) => messageState is <= 9 ? (ReceiptState)messageState : null;

    public static ReceiptState? FromWord(ReadOnlySpan<byte> word)
    {
        // The common word first, as it is nearly always written.
        if (word.SequenceEqual("DELIVRD"u8))
            return ReceiptState.Delivered;
        if (word.Length == 1 && word[0] is >= (byte)'0' and <= (byte)'9')
            return (ReceiptState)(word[0] - '0');
        Span<byte> upper = stackalloc byte[16];
        if (word.Length > upper.Length)
            return null;
        Ascii.ToUpper(word, upper, out var length);
        return Known(upper[..length]);
    }

    private static ReceiptState? Known(ReadOnlySpan<byte> word)
    {
        if (Is(word, "DELIVRD"u8, "DELIVERED"u8, "DELIVERD"u8, "DELIVRED"u8))
            return ReceiptState.Delivered;
        if (Is(word, "UNDELIV"u8, "UNDELIVERABLE"u8, "UNDELIVERED"u8, "UNDELIVRD"u8) || Is(word, "FAILED"u8, "FAIL"u8, "UNDLVRD"u8))
            return ReceiptState.Undeliverable;
        if (Is(word, "EXPIRED"u8, "EXPIRD"u8))
            return ReceiptState.Expired;
        if (Is(word, "REJECTD"u8, "REJECTED"u8, "REJECT"u8))
            return ReceiptState.Rejected;
        if (Is(word, "ACCEPTD"u8, "ACCEPTED"u8, "ACKED"u8))
            return ReceiptState.Accepted;
        if (Is(word, "ENROUTE"u8, "EN_ROUTE"u8, "BUFFRED"u8, "BUFFERED"u8))
            return ReceiptState.Enroute;
        if (Is(word, "DELETED"u8, "DELETD"u8))
            return ReceiptState.Deleted;
        if (Is(word, "UNKNOWN"u8, "UNKNOWD"u8, "UNKNWN"u8))
            return ReceiptState.Unknown;
        if (Is(word, "SCHEDULED"u8, "SCHEDLD"u8))
            return ReceiptState.Scheduled;
        return Is(word, "SKIPPED"u8, "SKIPPD"u8) ? ReceiptState.Skipped : null;
    }

    private static bool Is(
        ReadOnlySpan<byte> word, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c = default, ReadOnlySpan<byte> d = default) =>
        word.SequenceEqual(a) || word.SequenceEqual(b) || !c.IsEmpty && word.SequenceEqual(c) || !d.IsEmpty && word.SequenceEqual(d);
}

using System.Text;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Text.Receipts;
using Tidings.Smpp.Tlvs;

namespace Tidings.Server.Track;

/// <summary>A receipt as it came, read but not matched. Personal data stays outside.</summary>
/// <param name="Bearer">Whom the answer must go to.</param>
/// <param name="Keys">How its id may be meant.</param>
/// <param name="LastDigits">The last four digits of the number that it is about, or −1: a check on readings of the id that are guessed.</param>
/// <param name="State">message_state; 7 (unknown) where the receipt names none.</param>
/// <param name="Error">The carrier's error as it wrote it; null for none.</param>
internal readonly record struct ReceivedReceipt(
    ReceiptBearer Bearer, ReceiptKeys Keys, int LastDigits, byte State, string? Error)
{
    const byte UnknownState = 7;

    /// <summary>Reads a deliver_sm that says it is a receipt, or reads like one. False: it is something else.</summary>
    public static bool TryRead(SmppClient session, in DeliverSm pdu, ReplyTicket ticket, MessageIdRule rule, out ReceivedReceipt received)
    {
        received = default;
        const byte receiptBits = EsmClass.DeliveryReceipt | EsmClass.IntermediateNotification;
        var says = (pdu.EsmClass & receiptBits) != 0;
        var hasId = pdu.Tlvs.TryGet(TlvTag.ReceiptedMessageId, out ReadOnlySpan<byte> id);
        if (!says && !hasId)
            return false;
        var isText = DeliveryReceiptParser.TryParse(pdu.UserData, out var receipt);
        pdu.Tlvs.TryGet(TlvTag.NetworkErrorCode, out ReadOnlySpan<byte> network);
        receipt.Prefer(id, pdu.Tlvs.TryGet(SmppTlvs.MessageState, out var state) ? state : null, network);
        if (receipt.Id.IsEmpty || (!isText && !hasId))
            return false;
        received = new(new(session, ticket), ReceiptKeys.Of(receipt.Id, rule), LastDigitsOf(pdu.Source.Value), (byte?)receipt.State ?? UnknownState, ErrorOf(receipt));
        return true;
    }

    /// <summary>The last four digits of a number, or −1 where it has fewer.</summary>
    public static int LastDigitsOf(ReadOnlySpan<byte> number)
    {
        if (number.Length < 4)
            return -1;
        var value = 0;
        foreach (var digit in number[^4..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            value = value * 10 + digit - '0';
        }
        return value;
    }

    /// <inheritdoc cref="LastDigitsOf(ReadOnlySpan{byte})"/>
    public static int LastDigitsOf(string number)
    {
        Span<byte> last = stackalloc byte[4];
        return number.Length >= 4 && Encoding.ASCII.GetBytes(number.AsSpan(number.Length - 4), last) == 4 ? LastDigitsOf(last) : -1;
    }

    static string? ErrorOf(in DeliveryReceipt receipt)
    {
        if (receipt.Error is [] or [(byte)'0', (byte)'0', (byte)'0'])
            return receipt.NetworkError is { } network ? $"network {receipt.NetworkType}: {network}" : receipt.Error.IsEmpty ? null : "000";
        return Encoding.Latin1.GetString(receipt.Error[..Math.Min(receipt.Error.Length, 32)]);
    }
}

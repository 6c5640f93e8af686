namespace Tidings.Smpp.Text.Receipts;

/// <summary>
/// A delivery receipt read in place: its spans point into the message's octets. A field that the carrier left out is empty (spans)
/// or null.
/// </summary>
public ref struct DeliveryReceipt
{
    /// <summary>The carrier's message id as written; compare it through <see cref="MessageIdKey"/>.</summary>
    public ReadOnlySpan<byte> Id { get; internal set; }

    /// <summary>Short messages submitted.</summary>
    public int? Submitted { get; internal set; }

    /// <summary>Short messages delivered.</summary>
    public int? Delivered { get; internal set; }

    /// <summary>When it was submitted, in a time zone that only the carrier knows.</summary>
    public DateTime? SubmitDate { get; internal set; }

    /// <summary>When it reached its final state, in a time zone that only the carrier knows.</summary>
    public DateTime? DoneDate { get; internal set; }

    /// <summary>The state as written.</summary>
    public ReadOnlySpan<byte> Stat { get; internal set; }

    /// <summary>The state, or null where the word is none that is known.</summary>
    public ReceiptState? State { get; internal set; }

    /// <summary>The error as written: a number in most cases, hex or a word in some.</summary>
    public ReadOnlySpan<byte> Error { get; internal set; }

    /// <summary>The beginning of the original text. Personal data: never log it.</summary>
    public ReadOnlySpan<byte> Text { get; internal set; }

    /// <summary>There was a text field, perhaps an empty one.</summary>
    public bool HasText { get; internal set; }

    /// <summary>Network type of the network_error_code TLV (SMPP 3.4 §5.3.2.31), or null.</summary>
    public byte? NetworkType { get; internal set; }

    /// <summary>Error of the network_error_code TLV, or null.</summary>
    public ushort? NetworkError { get; internal set; }

    /// <summary>
    /// Lets the TLVs speak where the carrier sent them: receipted_message_id and message_state (SMPP 3.4 §5.3.2.12, §5.3.2.35) have a
    /// defined form and so win over the text, whose form is the carrier's own.
    /// </summary>
    /// <param name="receiptedMessageId">The TLV's value, with or without its closing NUL; empty where it was not sent.</param>
    /// <param name="messageState">The TLV's value; null where it was not sent. A value that SMPP does not know is ignored.</param>
    /// <param name="networkErrorCode">The TLV's three octets; empty where it was not sent.</param>
    public void Prefer(ReadOnlySpan<byte> receiptedMessageId, byte? messageState, ReadOnlySpan<byte> networkErrorCode = default)
    {
        var id = receiptedMessageId.Trim("\0 "u8);
        if (!id.IsEmpty)
            Id = id;
        State = ReceiptStates.FromTlv(messageState) ?? State;
        if (networkErrorCode.Length < 3)
            return;
        NetworkType = networkErrorCode[0];
        NetworkError = (ushort)(networkErrorCode[1] << 8 | networkErrorCode[2]);
    }
}

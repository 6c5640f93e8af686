namespace Tidings.Smpp.Text;

/// <summary>How the parts of a text too long for one message are tied together.</summary>
public enum Concatenation : byte
{
    /// <summary>User data header with an 8-bit reference, IEI 0x00 (3GPP TS 23.040 §9.2.3.24.1): six octets a segment.</summary>
    Udh8 = 0,
    /// <summary>User data header with a 16-bit reference, IEI 0x08 (3GPP TS 23.040 §9.2.3.24.8): seven octets a segment.</summary>
    Udh16 = 1,
    /// <summary>
    /// The TLVs sar_msg_ref_num, sar_total_segments and sar_segment_seqnum (SMPP 3.4 §5.3.2.22 to .24). The message centre turns
    /// them into an 8-bit header, so that its six octets are kept free in every segment.
    /// </summary>
    Sar = 2,
    /// <summary>
    /// One message_payload TLV with the whole text (SMPP 3.4 §5.3.2.32); the message centre cuts it. Segments are counted as it
    /// would cut with 8-bit headers.
    /// </summary>
    MessagePayload = 3,
}

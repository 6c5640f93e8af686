namespace Tidings.Smpp.Tlvs;

/// <summary>
/// The TLVs of SMPP 3.4 and 5.0 with their types: <c>tlvs.TryGet(SmppTlvs.MessageState, out var state)</c>.
/// A vendor's is declared in the same way: <c>new CStringTlv(0x1400)</c>.
/// </summary>
public static class SmppTlvs
{
    /// <summary>Which part of the destination the message is for (§5.3.2.1).</summary>
    public static ByteTlv DestAddrSubunit => new(TlvTag.DestAddrSubunit);
    /// <summary>The destination's network type (§5.3.2.3).</summary>
    public static ByteTlv DestNetworkType => new(TlvTag.DestNetworkType);
    /// <summary>The destination's bearer (§5.3.2.5).</summary>
    public static ByteTlv DestBearerType => new(TlvTag.DestBearerType);
    /// <summary>The destination's telematics interworking (§5.3.2.7).</summary>
    public static UInt16Tlv DestTelematicsId => new(TlvTag.DestTelematicsId);
    /// <summary>Which part of the source the message came from (§5.3.2.2).</summary>
    public static ByteTlv SourceAddrSubunit => new(TlvTag.SourceAddrSubunit);
    /// <summary>The source's network type (§5.3.2.4).</summary>
    public static ByteTlv SourceNetworkType => new(TlvTag.SourceNetworkType);
    /// <summary>The source's bearer (§5.3.2.6).</summary>
    public static ByteTlv SourceBearerType => new(TlvTag.SourceBearerType);
    /// <summary>The source's telematics interworking (§5.3.2.8).</summary>
    public static ByteTlv SourceTelematicsId => new(TlvTag.SourceTelematicsId);
    /// <summary>How long the message may be kept, in seconds (§5.3.2.9).</summary>
    public static UInt32Tlv QosTimeToLive => new(TlvTag.QosTimeToLive);
    /// <summary>What the payload is: 0 default, 1 WCMP (§5.3.2.10).</summary>
    public static ByteTlv PayloadType => new(TlvTag.PayloadType);
    /// <summary>An explanation of the status in words, to 256 octets (§5.3.2.11).</summary>
    public static CStringTlv AdditionalStatusInfoText => new(TlvTag.AdditionalStatusInfoText);
    /// <summary>The message that a receipt is about, to 65 octets (§5.3.2.12).</summary>
    public static CStringTlv ReceiptedMessageId => new(TlvTag.ReceiptedMessageId);
    /// <summary>Message waiting indication (§5.3.2.13).</summary>
    public static ByteTlv MsMsgWaitFacilities => new(TlvTag.MsMsgWaitFacilities);
    /// <summary>Privacy: 0 none, 1 restricted, 2 confidential, 3 secret (§5.3.2.14).</summary>
    public static ByteTlv PrivacyIndicator => new(TlvTag.PrivacyIndicator);
    /// <summary>The source's subaddress, 2 to 23 octets (§5.3.2.15).</summary>
    public static OctetsTlv SourceSubaddress => new(TlvTag.SourceSubaddress);
    /// <summary>The destination's subaddress, 2 to 23 octets (§5.3.2.16).</summary>
    public static OctetsTlv DestSubaddress => new(TlvTag.DestSubaddress);
    /// <summary>The ESME's own number for the message (§5.3.2.17).</summary>
    public static UInt16Tlv UserMessageReference => new(TlvTag.UserMessageReference);
    /// <summary>A code that the receiving user sets (§5.3.2.18).</summary>
    public static ByteTlv UserResponseCode => new(TlvTag.UserResponseCode);
    /// <summary>The source's application port (§5.3.2.20).</summary>
    public static UInt16Tlv SourcePort => new(TlvTag.SourcePort);
    /// <summary>The destination's application port (§5.3.2.21).</summary>
    public static UInt16Tlv DestinationPort => new(TlvTag.DestinationPort);
    /// <summary>Which long message a segment belongs to (§5.3.2.22).</summary>
    public static UInt16Tlv SarMsgRefNum => new(TlvTag.SarMsgRefNum);
    /// <summary>The text's language (§5.3.2.19).</summary>
    public static ByteTlv LanguageIndicator => new(TlvTag.LanguageIndicator);
    /// <summary>How many segments the long message has, from 1 (§5.3.2.23).</summary>
    public static ByteTlv SarTotalSegments => new(TlvTag.SarTotalSegments);
    /// <summary>Which segment this is, from 1 (§5.3.2.24).</summary>
    public static ByteTlv SarSegmentSeqnum => new(TlvTag.SarSegmentSeqnum);
    /// <summary>The SMPP version that the SMSC speaks (§5.3.2.25).</summary>
    public static ByteTlv ScInterfaceVersion => new(TlvTag.ScInterfaceVersion);
    /// <summary>Presentation of the callback number (§5.3.2.37).</summary>
    public static ByteTlv CallbackNumPresInd => new(TlvTag.CallbackNumPresInd);
    /// <summary>A name for the callback number, to 65 octets (§5.3.2.38).</summary>
    public static OctetsTlv CallbackNumAtag => new(TlvTag.CallbackNumAtag);
    /// <summary>How many messages wait, 0 to 99 (§5.3.2.39).</summary>
    public static ByteTlv NumberOfMessages => new(TlvTag.NumberOfMessages);
    /// <summary>A number to call back, 4 to 19 octets (§5.3.2.36).</summary>
    public static OctetsTlv CallbackNum => new(TlvTag.CallbackNum);
    /// <summary>Whether the delivery pending flag was set (§5.3.2.28).</summary>
    public static ByteTlv DpfResult => new(TlvTag.DpfResult);
    /// <summary>Ask for the delivery pending flag (§5.3.2.29).</summary>
    public static ByteTlv SetDpf => new(TlvTag.SetDpf);
    /// <summary>Availability: 0 available, 1 denied, 2 unavailable (§5.3.2.30).</summary>
    public static ByteTlv MsAvailabilityStatus => new(TlvTag.MsAvailabilityStatus);
    /// <summary>The network's error: its kind in octet 1, the code in octets 2 and 3 (§5.3.2.31).</summary>
    public static OctetsTlv NetworkErrorCode => new(TlvTag.NetworkErrorCode);
    /// <summary>The message where short_message is too small, to 65,535 octets (§5.3.2.32).</summary>
    public static OctetsTlv MessagePayload => new(TlvTag.MessagePayload);
    /// <summary>Why data_sm could not be delivered (§5.3.2.33).</summary>
    public static ByteTlv DeliveryFailureReason => new(TlvTag.DeliveryFailureReason);
    /// <summary>Whether more messages follow for the same destination (§5.3.2.34).</summary>
    public static ByteTlv MoreMessagesToSend => new(TlvTag.MoreMessagesToSend);
    /// <summary>The state that a receipt reports (§5.3.2.35), a <see cref="Pdus.MessageState"/>.</summary>
    public static ByteTlv MessageState => new(TlvTag.MessageState);
    /// <summary>How busy the SMSC is, 0 idle to 99 fully congested (SMPP 5.0 §4.8.4.18).</summary>
    public static ByteTlv CongestionState => new(TlvTag.CongestionState);
    /// <summary>The USSD operation (§5.3.2.44).</summary>
    public static ByteTlv UssdServiceOp => new(TlvTag.UssdServiceOp);
    /// <summary>Billing data for the carrier, to 1,024 octets (SMPP 5.0 §4.8.4.3).</summary>
    public static OctetsTlv BillingIdentification => new(TlvTag.BillingIdentification);
    /// <summary>The source's network, to 65 octets (SMPP 5.0 §4.8.4.57).</summary>
    public static CStringTlv SourceNetworkId => new(TlvTag.SourceNetworkId);
    /// <summary>The destination's network, to 65 octets (SMPP 5.0 §4.8.4.26).</summary>
    public static CStringTlv DestNetworkId => new(TlvTag.DestNetworkId);
    /// <summary>The source's node, 6 digits (SMPP 5.0 §4.8.4.59).</summary>
    public static OctetsTlv SourceNodeId => new(TlvTag.SourceNodeId);
    /// <summary>The destination's node, 6 digits (SMPP 5.0 §4.8.4.28).</summary>
    public static OctetsTlv DestNodeId => new(TlvTag.DestNodeId);
    /// <summary>Whether number portability was asked: 0 no, 1 yes and not ported, 2 yes and ported (SMPP 5.0 §4.8.4.22).</summary>
    public static ByteTlv DestAddrNpResolution => new(TlvTag.DestAddrNpResolution);
    /// <summary>The ported number's routing, 10 digits (SMPP 5.0 §4.8.4.21).</summary>
    public static OctetsTlv DestAddrNpInformation => new(TlvTag.DestAddrNpInformation);
    /// <summary>The ported number's country code, 1 to 5 octets (SMPP 5.0 §4.8.4.20).</summary>
    public static OctetsTlv DestAddrNpCountry => new(TlvTag.DestAddrNpCountry);
    /// <summary>How to show the message: 0 temporary, 1 default, 2 invoke (§5.3.2.26).</summary>
    public static ByteTlv DisplayTime => new(TlvTag.DisplayTime);
    /// <summary>How the phone rings (§5.3.2.40).</summary>
    public static UInt16Tlv SmsSignal => new(TlvTag.SmsSignal);
    /// <summary>How long the phone keeps the message (§5.3.2.27).</summary>
    public static ByteTlv MsValidity => new(TlvTag.MsValidity);
    /// <summary>Alert the user (§5.3.2.41). Has no value.</summary>
    public static FlagTlv AlertOnMessageDelivery => new(TlvTag.AlertOnMessageDelivery);
    /// <summary>How a user answers in interactive teleservice (§5.3.2.42).</summary>
    public static ByteTlv ItsReplyType => new(TlvTag.ItsReplyType);
    /// <summary>The interactive teleservice's session (§5.3.2.43).</summary>
    public static UInt16Tlv ItsSessionInfo => new(TlvTag.ItsSessionInfo);
}

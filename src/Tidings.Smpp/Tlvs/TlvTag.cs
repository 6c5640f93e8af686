namespace Tidings.Smpp.Tlvs;

/// <summary>The tags of SMPP 3.4 (§5.3.2) and those of 5.0 that carriers use. 0x1400 to 0x3FFF belong to vendors.</summary>
public enum TlvTag : ushort
{
    /// <summary>Which part of the destination the message is for (§5.3.2.1).</summary>
    DestAddrSubunit = 0x0005,
    /// <summary>The destination's network type (§5.3.2.3).</summary>
    DestNetworkType = 0x0006,
    /// <summary>The destination's bearer (§5.3.2.5).</summary>
    DestBearerType = 0x0007,
    /// <summary>The destination's telematics interworking (§5.3.2.7).</summary>
    DestTelematicsId = 0x0008,
    /// <summary>Which part of the source the message came from (§5.3.2.2).</summary>
    SourceAddrSubunit = 0x000D,
    /// <summary>The source's network type (§5.3.2.4).</summary>
    SourceNetworkType = 0x000E,
    /// <summary>The source's bearer (§5.3.2.6).</summary>
    SourceBearerType = 0x000F,
    /// <summary>The source's telematics interworking (§5.3.2.8).</summary>
    SourceTelematicsId = 0x0010,
    /// <summary>How long the message may be kept, in seconds (§5.3.2.9).</summary>
    QosTimeToLive = 0x0017,
    /// <summary>What the payload is: 0 default, 1 WCMP (§5.3.2.10).</summary>
    PayloadType = 0x0019,
    /// <summary>An explanation of the status in words, to 256 octets (§5.3.2.11).</summary>
    AdditionalStatusInfoText = 0x001D,
    /// <summary>The message that a receipt is about, to 65 octets (§5.3.2.12).</summary>
    ReceiptedMessageId = 0x001E,
    /// <summary>Message waiting indication (§5.3.2.13).</summary>
    MsMsgWaitFacilities = 0x0030,
    /// <summary>Privacy: 0 none, 1 restricted, 2 confidential, 3 secret (§5.3.2.14).</summary>
    PrivacyIndicator = 0x0201,
    /// <summary>The source's subaddress, 2 to 23 octets (§5.3.2.15).</summary>
    SourceSubaddress = 0x0202,
    /// <summary>The destination's subaddress, 2 to 23 octets (§5.3.2.16).</summary>
    DestSubaddress = 0x0203,
    /// <summary>The ESME's own number for the message (§5.3.2.17).</summary>
    UserMessageReference = 0x0204,
    /// <summary>A code that the receiving user sets (§5.3.2.18).</summary>
    UserResponseCode = 0x0205,
    /// <summary>The source's application port (§5.3.2.20).</summary>
    SourcePort = 0x020A,
    /// <summary>The destination's application port (§5.3.2.21).</summary>
    DestinationPort = 0x020B,
    /// <summary>Which long message a segment belongs to (§5.3.2.22).</summary>
    SarMsgRefNum = 0x020C,
    /// <summary>The text's language (§5.3.2.19).</summary>
    LanguageIndicator = 0x020D,
    /// <summary>How many segments the long message has, from 1 (§5.3.2.23).</summary>
    SarTotalSegments = 0x020E,
    /// <summary>Which segment this is, from 1 (§5.3.2.24).</summary>
    SarSegmentSeqnum = 0x020F,
    /// <summary>The SMPP version that the SMSC speaks (§5.3.2.25).</summary>
    ScInterfaceVersion = 0x0210,
    /// <summary>Presentation of the callback number (§5.3.2.37).</summary>
    CallbackNumPresInd = 0x0302,
    /// <summary>A name for the callback number, to 65 octets (§5.3.2.38).</summary>
    CallbackNumAtag = 0x0303,
    /// <summary>How many messages wait, 0 to 99 (§5.3.2.39).</summary>
    NumberOfMessages = 0x0304,
    /// <summary>A number to call back, 4 to 19 octets (§5.3.2.36).</summary>
    CallbackNum = 0x0381,
    /// <summary>Whether the delivery pending flag was set (§5.3.2.28).</summary>
    DpfResult = 0x0420,
    /// <summary>Ask for the delivery pending flag (§5.3.2.29).</summary>
    SetDpf = 0x0421,
    /// <summary>Availability: 0 available, 1 denied, 2 unavailable (§5.3.2.30).</summary>
    MsAvailabilityStatus = 0x0422,
    /// <summary>The network's error: its kind in octet 1, the code in octets 2 and 3 (§5.3.2.31).</summary>
    NetworkErrorCode = 0x0423,
    /// <summary>The message where short_message is too small, to 65,535 octets (§5.3.2.32).</summary>
    MessagePayload = 0x0424,
    /// <summary>Why data_sm could not be delivered (§5.3.2.33).</summary>
    DeliveryFailureReason = 0x0425,
    /// <summary>Whether more messages follow for the same destination (§5.3.2.34).</summary>
    MoreMessagesToSend = 0x0426,
    /// <summary>The state that a receipt reports (§5.3.2.35), a <see cref="Pdus.MessageState"/>.</summary>
    MessageState = 0x0427,
    /// <summary>How busy the SMSC is, 0 idle to 99 fully congested (SMPP 5.0 §4.8.4.18).</summary>
    CongestionState = 0x0428,
    /// <summary>The USSD operation (§5.3.2.44).</summary>
    UssdServiceOp = 0x0501,
    /// <summary>Billing data for the carrier, to 1,024 octets (SMPP 5.0 §4.8.4.3).</summary>
    BillingIdentification = 0x060B,
    /// <summary>The source's network, to 65 octets (SMPP 5.0 §4.8.4.57).</summary>
    SourceNetworkId = 0x060D,
    /// <summary>The destination's network, to 65 octets (SMPP 5.0 §4.8.4.26).</summary>
    DestNetworkId = 0x060E,
    /// <summary>The source's node, 6 digits (SMPP 5.0 §4.8.4.59).</summary>
    SourceNodeId = 0x060F,
    /// <summary>The destination's node, 6 digits (SMPP 5.0 §4.8.4.28).</summary>
    DestNodeId = 0x0610,
    /// <summary>Whether number portability was asked: 0 no, 1 yes and not ported, 2 yes and ported (SMPP 5.0 §4.8.4.22).</summary>
    DestAddrNpResolution = 0x0611,
    /// <summary>The ported number's routing, 10 digits (SMPP 5.0 §4.8.4.21).</summary>
    DestAddrNpInformation = 0x0612,
    /// <summary>The ported number's country code, 1 to 5 octets (SMPP 5.0 §4.8.4.20).</summary>
    DestAddrNpCountry = 0x0613,
    /// <summary>How to show the message: 0 temporary, 1 default, 2 invoke (§5.3.2.26).</summary>
    DisplayTime = 0x1201,
    /// <summary>How the phone rings (§5.3.2.40).</summary>
    SmsSignal = 0x1203,
    /// <summary>How long the phone keeps the message (§5.3.2.27).</summary>
    MsValidity = 0x1204,
    /// <summary>Alert the user (§5.3.2.41). Has no value.</summary>
    AlertOnMessageDelivery = 0x130C,
    /// <summary>How a user answers in interactive teleservice (§5.3.2.42).</summary>
    ItsReplyType = 0x1380,
    /// <summary>The interactive teleservice's session (§5.3.2.43).</summary>
    ItsSessionInfo = 0x1383,
}

namespace Tidings.Smpp.Codec;

/// <summary>The operations of SMPP (3.4 §5.1.2.1). A response carries its request's value with the top bit set.</summary>
public enum CommandId : uint
{
    /// <summary>Answer to a PDU that could not be understood (§4.3).</summary>
    GenericNack = 0x80000000,
    /// <summary>Bind as a receiver of messages (§4.1.3).</summary>
    BindReceiver = 0x00000001,
    /// <summary>Answer to <see cref="BindReceiver"/>.</summary>
    BindReceiverResp = 0x80000001,
    /// <summary>Bind as a transmitter of messages (§4.1.1).</summary>
    BindTransmitter = 0x00000002,
    /// <summary>Answer to <see cref="BindTransmitter"/>.</summary>
    BindTransmitterResp = 0x80000002,
    /// <summary>Ask for the state of a message (§4.8).</summary>
    QuerySm = 0x00000003,
    /// <summary>Answer to <see cref="QuerySm"/>.</summary>
    QuerySmResp = 0x80000003,
    /// <summary>Hand a message to the SMSC (§4.4).</summary>
    SubmitSm = 0x00000004,
    /// <summary>Answer to <see cref="SubmitSm"/>.</summary>
    SubmitSmResp = 0x80000004,
    /// <summary>Hand a message or a receipt to the ESME (§4.6).</summary>
    DeliverSm = 0x00000005,
    /// <summary>Answer to <see cref="DeliverSm"/>.</summary>
    DeliverSmResp = 0x80000005,
    /// <summary>End the session in good order (§4.2).</summary>
    Unbind = 0x00000006,
    /// <summary>Answer to <see cref="Unbind"/>.</summary>
    UnbindResp = 0x80000006,
    /// <summary>Replace a message that still waits (§4.10).</summary>
    ReplaceSm = 0x00000007,
    /// <summary>Answer to <see cref="ReplaceSm"/>.</summary>
    ReplaceSmResp = 0x80000007,
    /// <summary>Take back messages that still wait (§4.9).</summary>
    CancelSm = 0x00000008,
    /// <summary>Answer to <see cref="CancelSm"/>.</summary>
    CancelSmResp = 0x80000008,
    /// <summary>Bind both ways over one session (§4.1.5).</summary>
    BindTransceiver = 0x00000009,
    /// <summary>Answer to <see cref="BindTransceiver"/>.</summary>
    BindTransceiverResp = 0x80000009,
    /// <summary>The SMSC asks an ESME to bind as a receiver (§4.1.7). Has no answer of its own.</summary>
    Outbind = 0x0000000B,
    /// <summary>Is the other side alive? (§4.11)</summary>
    EnquireLink = 0x00000015,
    /// <summary>Answer to <see cref="EnquireLink"/>.</summary>
    EnquireLinkResp = 0x80000015,
    /// <summary>One message to many destinations (§4.5).</summary>
    SubmitMulti = 0x00000021,
    /// <summary>Answer to <see cref="SubmitMulti"/>.</summary>
    SubmitMultiResp = 0x80000021,
    /// <summary>A subscriber has become reachable (§4.12). Has no answer.</summary>
    AlertNotification = 0x00000102,
    /// <summary>A message either way with most of its meaning in TLVs (§4.7).</summary>
    DataSm = 0x00000103,
    /// <summary>Answer to <see cref="DataSm"/>.</summary>
    DataSmResp = 0x80000103,
}

/// <summary>What can be said of a command_id without a body.</summary>
public static class CommandIds
{
    private const uint ResponseBit = 0x80000000;

    /// <summary>Whether this library knows the operation.</summary>
    public static bool IsKnown(this CommandId id) => id is CommandId.GenericNack
        || ((uint)id & ~ResponseBit) is >= 0x01 and <= 0x09 or 0x15 or 0x21 or 0x103
        || id is CommandId.Outbind or CommandId.AlertNotification;

    /// <summary>Whether it answers something (generic_nack included). A response is never answered, not even by generic_nack.</summary>
    public static bool IsResponse(this CommandId id) => ((uint)id & ResponseBit) != 0;

    /// <summary>Whether the standard has a response PDU for this request.</summary>
    public static bool HasResponse(this CommandId id) =>
        !id.IsResponse() && id.IsKnown() && id is not (CommandId.Outbind or CommandId.AlertNotification);

    /// <summary>The command_id of the answer to this request.</summary>
    public static CommandId ToResponse(this CommandId id) => (CommandId)((uint)id | ResponseBit);
}

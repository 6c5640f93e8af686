namespace Tidings.Smpp.Pdus;

/// <summary>The bits of esm_class (SMPP 3.4 §5.2.12).</summary>
public static class EsmClass
{
    /// <summary>Bits 0 and 1: the messaging mode, in submit_sm.</summary>
    public const byte ModeMask = 0x03;
    /// <summary>Datagram mode: no store, no receipt.</summary>
    public const byte Datagram = 0x01;
    /// <summary>Forward mode: delivered while the submitter waits.</summary>
    public const byte Forward = 0x02;
    /// <summary>Store and forward whatever the SMSC's default.</summary>
    public const byte StoreAndForward = 0x03;
    /// <summary>Bits 2 to 5: the message type.</summary>
    public const byte TypeMask = 0x3C;
    /// <summary>deliver_sm carries an SMSC delivery receipt.</summary>
    public const byte DeliveryReceipt = 0x04;
    /// <summary>The user's delivery acknowledgement.</summary>
    public const byte DeliveryAcknowledgement = 0x08;
    /// <summary>The user's own acknowledgement.</summary>
    public const byte UserAcknowledgement = 0x10;
    /// <summary>deliver_sm carries an intermediate notification.</summary>
    public const byte IntermediateNotification = 0x20;
    /// <summary>The message begins with a user data header.</summary>
    public const byte Udhi = 0x40;
    /// <summary>Set reply path.</summary>
    public const byte ReplyPath = 0x80;
}

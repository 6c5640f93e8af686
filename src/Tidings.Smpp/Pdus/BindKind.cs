using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>Which way messages go in a session.</summary>
public enum BindKind
{
    /// <summary>From the SMSC to the ESME.</summary>
    Receiver,
    /// <summary>From the ESME to the SMSC.</summary>
    Transmitter,
    /// <summary>Both ways.</summary>
    Transceiver,
}

internal static class BindKinds
{
    public static CommandId ToCommandId(this BindKind kind) => kind switch
    {
        BindKind.Receiver => CommandId.BindReceiver,
        BindKind.Transmitter => CommandId.BindTransmitter,
        _ => CommandId.BindTransceiver,
    };

    public static BindKind Of(CommandId id) => id switch
    {
        CommandId.BindReceiver or CommandId.BindReceiverResp => BindKind.Receiver,
        CommandId.BindTransmitter or CommandId.BindTransmitterResp => BindKind.Transmitter,
        _ => BindKind.Transceiver,
    };
}

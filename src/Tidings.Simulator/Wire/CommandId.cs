namespace Tidings.Simulator.Wire;

/// <summary>SMPP 3.4 §5.1.2.1. Written out here and not taken from Tidings.Smpp, so that a wrong value there has a peer that disagrees.</summary>
internal enum CommandId : uint
{
    GenericNack = 0x80000000,
    BindReceiver = 0x00000001,
    BindTransmitter = 0x00000002,
    QuerySm = 0x00000003,
    SubmitSm = 0x00000004,
    SubmitSmResp = 0x80000004,
    DeliverSm = 0x00000005,
    DeliverSmResp = 0x80000005,
    Unbind = 0x00000006,
    UnbindResp = 0x80000006,
    ReplaceSm = 0x00000007,
    CancelSm = 0x00000008,
    BindTransceiver = 0x00000009,
    EnquireLink = 0x00000015,
    SubmitMulti = 0x00000021,
    DataSm = 0x00000103,
    EnquireLinkResp = 0x80000015,
}

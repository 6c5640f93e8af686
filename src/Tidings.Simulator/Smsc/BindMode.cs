namespace Tidings.Simulator.Smsc;

internal enum BindMode
{
    None,
    Transmitter,
    Receiver,
    Transceiver,
}

namespace Tidings.Simulator.Messages;

/// <summary>One PDU as it went over the wire. Message is 0 where it belongs to none.</summary>
internal sealed record TracedPdu(long Id, PduDirection Direction, int Session, DateTimeOffset At, byte[] Bytes, ulong Message);

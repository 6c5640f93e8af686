namespace Tidings.Smpp.Sessions;

/// <summary>
/// Sees PDUs as octets. Called under the session's lock or in its read loop: be quick, keep nothing of the span.
/// </summary>
public interface ISmppWireObserver
{
    /// <summary>A whole PDU has arrived, known or not, good or bad.</summary>
    void Received(SmppSession session, ReadOnlySpan<byte> pdu);

    /// <summary>A PDU has gone into the out-buffer.</summary>
    void Sent(SmppSession session, ReadOnlySpan<byte> pdu);
}

namespace Tidings.Simulator.Smsc;

/// <summary>A submit_sm_resp that the behaviour holds back.</summary>
internal sealed class DelayedResponse(SmscSession session, byte[] pdu, ulong id) : Timed
{
    public override void Fire(Exchange exchange)
    {
        session.Send(pdu, id);
        exchange.Touch_NeedsLock(session);
    }
}

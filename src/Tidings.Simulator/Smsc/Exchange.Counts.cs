namespace Tidings.Simulator.Smsc;

internal sealed partial class Exchange
{
    Counts counts;

    struct Counts
    {
        public long Received, Submitted, Distinct, Refused, ReceiptsSent, ReceiptsAcknowledged, ReceiptsRefused;
        public long RepliesSent, RepliesAcknowledged, Connections, ProtocolErrors, BytesRead;
        public DateTimeOffset FirstAt, LastAt;
    }

    public void CountRead(int bytes) => Interlocked.Add(ref counts.BytesRead, bytes);

    public void CountProtocolError() => Interlocked.Increment(ref counts.ProtocolErrors);

    public void CountMalformed()
    {
        lock (gate)
        {
            counts.Received++;
            counts.Refused++;
        }
    }

    public SimulatorStats Stats()
    {
        lock (gate)
        {
            var binds = 0;
            foreach (var account in accounts.Values)
                binds += account.Binds;
            return new()
            {
                Received = counts.Received,
                Submitted = counts.Submitted,
                Distinct = counts.Distinct,
                Duplicates = counts.Submitted - counts.Distinct,
                Refused = counts.Refused,
                ReceiptsSent = counts.ReceiptsSent,
                ReceiptsAcknowledged = counts.ReceiptsAcknowledged,
                ReceiptsRefused = counts.ReceiptsRefused,
                Waiting = waiting,
                RepliesSent = counts.RepliesSent,
                RepliesAcknowledged = counts.RepliesAcknowledged,
                Binds = binds,
                Connections = counts.Connections,
                ProtocolErrors = counts.ProtocolErrors,
                BytesRead = Interlocked.Read(ref counts.BytesRead),
                Texts = Inbox.Count,
                FirstAt = counts.Submitted > 0 ? counts.FirstAt : null,
                LastAt = counts.Submitted > 0 ? counts.LastAt : null,
            };
        }
    }

    void CountAccepted_NeedsLock(bool duplicate, DateTimeOffset now)
    {
        if (counts.Submitted++ == 0)
            counts.FirstAt = now;
        counts.LastAt = now;
        if (!duplicate)
            counts.Distinct++;
    }
}

using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver.Binds;

/// <summary>Receipts for which the store must be asked. Runs beside the pump, and hands back through the inbox.</summary>
internal sealed partial class BindPump
{
    /// <summary>So many messages under one key are looked at: a key is a hash, and a carrier may begin its numbers anew.</summary>
    const int Candidates = 8;

    async Task LookUp(List<WaitingReceipt> overdue)
    {
        foreach (var receipt in overdue)
            await Resolve(receipt, LookUp(receipt.Received));
    }

    /// <summary>A match that memory cannot check, or a receipt that may have been brought before.</summary>
    Task Check(WaitingReceipt receipt, ReceiptMatch guess) => Resolve(receipt, Checked(receipt.Received, guess));

    async Task<ReceiptMatch?> Checked(ReceivedReceipt received, ReceiptMatch guess) =>
        Agrees(await _carrier.Store.ReadMessage(guess.Message, CancellationToken.None), guess.Message, received.LastDigits) ? guess : await LookUp(received);

    async Task Resolve(WaitingReceipt receipt, Task<ReceiptMatch?> match)
    {
        try
        {
            var found = await match;
            receipt.Resolve(found, repeated: found is { } about && await WasSaid(receipt.Received, about));
        }
        catch (Exception failure)
        {
            DeliverLog.LookupFailed(_carrier.Log, _bind, failure);
            receipt.Resolve(null, failed: true);
        }
    }

    /// <summary>
    /// Whether the store has the same receipt of the same segment. Asked of callbacks alone: over SMPP nobody but the carrier speaks, and the way reads nothing. What opens no more, since its customer was erased, is
    /// not added to.
    /// </summary>
    async Task<bool> WasSaid(ReceivedReceipt received, ReceiptMatch about) => received.Bearer.IsCallback
        && (await _carrier.Store.ReadMessage(about.Message, CancellationToken.None) is not { } facts
            || facts.Receipts.Any(row => row.Message == about.Message && row.Segment == about.Segment && row.State == received.State && row.Error == received.Error));

    /// <summary>
    /// The number must agree, the reading that has been right so far first; where none does, an id is taken at its word as it is written. A carrier that has begun to mean its ids otherwise is learnt here.
    /// </summary>
    async Task<ReceiptMatch?> LookUp(ReceivedReceipt received)
    {
        ReceiptMatch? asWritten = null;
        var known = received.Keys.By(_carrier.References.Rule);
        foreach (var reading in Enumerable.Range(0, received.Keys.Count).OrderBy(reading => reading != known))
        {
            var key = LookupKey.OfReference(_carrier.Name, received.Keys[reading]);
            foreach (var found in await _carrier.Lookups.Find(key, new(long.MaxValue), Candidates, CancellationToken.None))
            {
                var stored = await _carrier.Store.FindOpenable(found.Message, CancellationToken.None);
                // A hash may be another's, and whoever writes the database adds to the table what he likes: what the carrier answered bears a mark.
                if (stored is not null && !IsNamed(stored, found, received.Keys[reading]))
                    continue;
                if (Agrees(stored, found.Message, received.LastDigits))
                {
                    if (received is { LastDigits: >= 0, Keys.Count: > 1 })
                        _carrier.References.Learn(received.Keys.RuleOf(reading));
                    return new(found.Message, found.Segment, 0);
                }
                if (reading == 0 && _carrier.References.TakesAtItsWord)
                    asWritten ??= new(found.Message, found.Segment, 0);
            }
        }
        return asWritten;
    }

    /// <summary>A receipt that names no number says nothing against it.</summary>
    static bool Agrees(MessageFacts? stored, MessageId id, int lastDigits) =>
        lastDigits < 0
        || (stored is not null && DecidedEvents.Message(stored.Row, DecidedEvents.Of(stored.Row), id) is { } message && ReceivedReceipt.LastDigitsOf(message.To.Digits) == lastDigits);

    /// <summary>The carrier has given this segment this name.</summary>
    bool IsNamed(MessageFacts stored, LookupRow found, UInt128 key) => stored.Submissions.Any(row =>
        row.Message == found.Message && row.Segment == found.Segment && row.Reference is not null && Carriers.OfBind(row.Bind) == _carrier.Name && LookupEntries.KeyOf(row.Reference) == key);
}

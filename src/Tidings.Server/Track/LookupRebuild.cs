using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Track;

/// <summary>Reads back what the look-up table lacks after its mark. Entries that it has already are written again without effect.</summary>
internal sealed class LookupRebuild(IStore store, Lookups lookups, TimeProvider time)
{
    const int Chunk = 20_000;

    public async Task FillAfterMark(CancellationToken cancel)
    {
        var until = MessageId.First(time.GetUtcNow() - Lookups.Settling, 0);
        var after = await lookups.ReadMark(cancel);
        var rows = new List<LookupRow>(Chunk + MessageId.MaxMessagesAnEvent + 1);
        await foreach (var row in store.ReadOpenable(after, cancel))
        {
            // Also what has no message is opened: a customer's text without an answer is searched for as well.
            var customer = LookupKey.OfCustomer(row.Customer);
            var decided = DecidedEvents.Of(row);
            if (decided.Reply is { } reply)
            {
                rows.Add(new(LookupKey.OfCustomersReplies(row.Customer), row.Id, 0));
                rows.Add(new(LookupKey.OfNumbersReplies(reply.From), row.Id, 0));
                if (reply.HasCarriersId)
                    rows.Add(new(LookupKey.OfCarriersText(reply.Fingerprint), row.Id, 0));
            }
            if (decided.Verification is { Outcome: VerificationOutcome.Done, Status: VerificationStatus.Approved } approved)
                rows.Add(new(LookupKey.OfApproval(approved.Key), row.Id, 0));
            foreach (var number in DecidedEvents.NumbersNoted(row))
                rows.Add(new(LookupKey.OfHolder(number), row.Id, 0));
            for (var i = 0; i < decided.Messages.Count; i++)
            {
                var id = new MessageId(row.Id.Value + i);
                rows.Add(new(customer, id, 0));
                rows.Add(new(LookupKey.OfNumber(decided.Messages[i].To), id, 0));
            }
            if (rows.Count >= Chunk)
                await Write(rows);
        }
        await foreach (var row in store.ReadSubmissions(after, cancel))
        {
            rows.Add(new(OfReference(row), row.Message, row.Segment));
            if (rows.Count >= Chunk)
                await Write(rows);
        }
        await Write(rows);
        // After all that it speaks of.
        await lookups.Write(new LookupRow[] { new(LookupKey.Mark, until, 0) });
    }

    /// <summary>The key of a carrier's reference; the carrier's name is the bind's before the slash.</summary>
    static long OfReference(in SubmissionRow row)
    {
        Span<byte> id = stackalloc byte[64];
        var length = Encoding.Latin1.GetBytes(row.Reference.AsSpan(0, Math.Min(row.Reference!.Length, id.Length)), id);
        return LookupKey.OfReference(Carriers.OfBind(row.Bind), MessageIdKey.OfResponse(id[..length]).Value);
    }

    async Task Write(List<LookupRow> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Message.CompareTo(b.Message));
        rows.Clear();
        await lookups.Write(sorted);
    }
}

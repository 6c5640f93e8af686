using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Track;

/// <summary>By what an entry of the look-up table finds its row.</summary>
internal enum LookupKind : byte
{
    Customer = 1,
    Number,
    CustomersReply,
    NumbersReply,
    CarriersText,
    Approval,
    Holder,
    Reference,
}

internal readonly record struct LookupEntry(LookupKind Kind, LookupRow Row);

/// <summary>
/// What the look-up table has of the rows of the journal and of submissions: whoever writes it anew and whoever checks it ask here. <see cref="Dispatch"/> and the binds write the same, from what they have in memory.
/// </summary>
internal static class LookupEntries
{
    /// <summary>Also of a row without a message: a customer's text without an answer is searched for as well.</summary>
    public static IEnumerable<LookupEntry> Of(JournalRow row, DecidedEvent decided)
    {
        if (decided.Reply is { } reply)
        {
            yield return New(LookupKind.CustomersReply, LookupKey.OfCustomersReplies(row.Customer), row.Id);
            yield return New(LookupKind.NumbersReply, LookupKey.OfNumbersReplies(reply.From), row.Id);
            if (reply.HasCarriersId)
                yield return New(LookupKind.CarriersText, LookupKey.OfCarriersText(reply.Fingerprint), row.Id);
        }
        if (decided.Verification is not null)
            foreach (var (ended, _) in DecidedEvents.Ended(row))
                if (ended.Status == VerificationStatus.Approved)
                    yield return New(LookupKind.Approval, LookupKey.OfApproval(ended.Key), row.Id);
        foreach (var number in DecidedEvents.NumbersNoted(row))
            yield return New(LookupKind.Holder, LookupKey.OfHolder(number), row.Id);
        for (var i = 0; i < decided.Messages.Count; i++)
        {
            var id = new MessageId(row.Id.Value + i);
            yield return New(LookupKind.Customer, LookupKey.OfCustomer(row.Customer), id);
            yield return New(LookupKind.Number, LookupKey.OfNumber(decided.Messages[i].To), id);
        }
    }

    /// <summary>Null: the carrier gave it no name.</summary>
    public static LookupEntry? Of(in SubmissionRow row) =>
        row.Reference is null ? null : new(LookupKind.Reference, new(LookupKey.OfReference(Carriers.OfBind(row.Bind), KeyOf(row.Reference)), row.Message, row.Segment));

    /// <summary>A carrier's reference in the form that its receipts are matched by.</summary>
    public static UInt128 KeyOf(string reference)
    {
        Span<byte> id = stackalloc byte[64];
        return MessageIdKey.OfResponse(id[..Encoding.Latin1.GetBytes(reference.AsSpan(0, Math.Min(reference.Length, id.Length)), id)]).Value;
    }

    static LookupEntry New(LookupKind kind, long key, MessageId message) => new(kind, new(key, message, 0));
}

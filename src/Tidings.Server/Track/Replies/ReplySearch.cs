using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Server.Deliver;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Track.Replies;

/// <summary>Finds customers' texts: one by its id, those of a customer or a number by the index, others by looking back.</summary>
internal sealed class ReplySearch(IStore store, Lookups lookups)
{
    /// <summary>Rows that one page looks at.</summary>
    public const int MostLookedAt = 5_000;
    const int Batch = 500;

    public async Task<ReplyAnswer?> Find(MessageId id, CancellationToken cancel) =>
        await store.ReadMessage(id, cancel) is { } facts && facts.Row.Id == id && DecidedEvents.Of(facts.Row) is { Reply: { } reply } decided ? Shown(facts.Row, decided, reply) : null;

    /// <summary>The text as it came, for whoever may see it.</summary>
    public async Task<InboundReply?> Open(MessageId id, CancellationToken cancel) =>
        await store.ReadMessage(id, cancel) is { } facts && facts.Row.Id == id ? DecidedEvents.Of(facts.Row).Reply : null;

    public async Task<ReplyPage> Search(ReplyQuery query, Msisdn? number, QueryRange range, CancellationToken cancel)
    {
        var page = new Page(query, number, range);
        var more = query.Customer is { } customer ? await ByKey(LookupKey.OfCustomersReplies(customer), page, cancel)
            : number is { } digits ? await ByKey(LookupKey.OfNumbersReplies(digits), page, cancel)
            : await Newest(page, cancel);
        return new(page.Found, more ? page.Before.ToString() : null);
    }

    async Task<bool> ByKey(long key, Page page, CancellationToken cancel)
    {
        while (true)
        {
            var rows = await lookups.Find(key, page.Before, Batch, cancel);
            foreach (var row in rows)
            {
                if (row.Message.Value < page.From.Value)
                    return false;
                page.Before = row.Message;
                if (await store.ReadMessage(row.Message, cancel) is { } facts && facts.Row.Id == row.Message)
                    page.Look(facts.Row);
                if (page.IsFull)
                    return true;
            }
            if (rows.Count < Batch)
                return false;
        }
    }

    async Task<bool> Newest(Page page, CancellationToken cancel)
    {
        while (true)
        {
            var rows = await store.ReadNewest(page.From, page.Before, Batch, cancel);
            foreach (var facts in rows)
            {
                page.Before = facts.Row.Id;
                page.Look(facts.Row);
                if (page.IsFull)
                    return true;
            }
            if (rows.Count < Batch)
                return false;
        }
    }

    static ReplyAnswer Shown(JournalRow row, DecidedEvent decided, InboundReply reply) => new(
        row.Id.ToString(), Strangers.IsOne(row.Customer) ? null : row.Customer, reply.From.ToString(), reply.To, reply.Carrier, MaskedText.Of(reply.Text), reply.Meaning, reply.Keyword,
        reply.Language, row.Id.At, decided.Messages.Count > 0 ? row.Id.ToString() : null, decided is { Messages.Count: 0, Suppressions: [var not, ..] } ? not.Reason : null,
        reply.Text.Length == 0 ? decided.Purged?.At : null, reply.Incomplete);

    /// <summary>A page being filled.</summary>
    sealed class Page(ReplyQuery query, Msisdn? number, QueryRange range)
    {
        int _looked;

        public List<ReplyAnswer> Found { get; } = [];
        public MessageId From => range.From;
        public MessageId Before { get; set; } = range.Before;
        public bool IsFull => Found.Count >= range.Limit || _looked >= MostLookedAt;

        public void Look(JournalRow row)
        {
            _looked++;
            // Keys are hashes, and may be another's.
            if (DecidedEvents.Of(row) is not { Reply: { } reply } decided || (query.Customer is { } customer && row.Customer != customer)
                || (number is { } digits && reply.From != digits) || (query.Meaning is { } meaning && reply.Meaning != meaning))
                return;
            Found.Add(Shown(row, decided, reply));
        }
    }
}

using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver;

namespace Tidings.Server.Track.Search;

/// <summary>Finds messages: by their id, through the look-up index, by the facts that a state needs, or newest first.</summary>
internal sealed class MessageSearch(IStore store, Lookups lookups, TimeProvider time)
{
    /// <summary>How many messages one page looks at: a rare state does not read the whole store for one answer.</summary>
    public const int MostLookedAt = 2_000;
    const int Batch = 200;

    /// <summary>Facts that one read passes: some milliseconds of a snapshot.</summary>
    internal int FactsARead { get; init; } = 20_000;

    /// <summary>How many reads one page makes before it says where to go on.</summary>
    internal int ReadsAPage { get; init; } = 25;

    public async Task<MessageAnswer?> Find(MessageId id, CancellationToken cancel)
    {
        if (await store.ReadMessage(id, cancel) is not { } facts)
            return null;
        var decided = DecidedEvents.Of(facts.Row);
        return DecidedEvents.Message(facts.Row, decided, id) is { } message ? Whole(facts, decided, id, message) : null;
    }

    /// <summary>The message itself, unmasked: for whoever has said why.</summary>
    public async Task<Message?> Open(MessageId id, CancellationToken cancel) =>
        await store.ReadMessage(id, cancel) is { } facts ? DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), id) : null;

    /// <param name="query">What must hold; checked already.</param>
    /// <param name="number">The query's number, normalised.</param>
    /// <param name="range">Where the page begins and ends.</param>
    public async Task<MessagePage> Search(MessageQuery query, Msisdn? number, QueryRange range, CancellationToken cancel)
    {
        var page = new Page(query, number, range.Limit, time.GetUtcNow());
        var more = query.Customer is { } customer ? await ByKey(LookupKey.OfCustomer(customer), range, page, cancel)
            : number is { } digits ? await ByKey(LookupKey.OfNumber(digits), range, page, cancel)
            : query.State is { } state ? await ByFacts(StateFacts.Of(state, Carriers.Main), range, page, cancel)
            : await Newest(range, page, cancel);
        return new(page.Found, more ? page.Last.ToString() : null);
    }

    /// <summary>True: there may be more after the last message that was looked at.</summary>
    async Task<bool> ByKey(long key, QueryRange range, Page page, CancellationToken cancel)
    {
        var before = range.Before;
        while (true)
        {
            var rows = await lookups.Find(key, before, Batch, cancel);
            foreach (var row in rows)
            {
                if (row.Message.Value < range.From.Value)
                    return false;
                if (row.Message == before)
                    continue;
                before = row.Message;
                if (await store.ReadMessage(row.Message, cancel) is { } facts)
                    page.Look(facts, DecidedEvents.Of(facts.Row), row.Message);
                if (page.IsFull)
                    return true;
            }
            if (rows.Count < Batch)
                return false;
        }
    }

    /// <summary>What cannot be in the state is not opened: of millions that were delivered, the few in doubt are found in seconds.</summary>
    async Task<bool> ByFacts(FactFilter filter, QueryRange range, Page page, CancellationToken cancel)
    {
        var before = range.Before;
        for (var reads = 0; reads < ReadsAPage; reads++)
        {
            var found = await store.ReadFiltered(filter, range.From, before, FactsARead, Batch, cancel);
            foreach (var id in found.Messages)
            {
                if (await store.ReadMessage(id, cancel) is { } facts)
                    page.Look(facts, DecidedEvents.Of(facts.Row), id);
                if (page.IsFull)
                    return true;
            }
            if (found.Next is not { } next)
                return false;
            page.Pass(before = next);
        }
        return true;
    }

    async Task<bool> Newest(QueryRange range, Page page, CancellationToken cancel)
    {
        var before = range.Before;
        while (true)
        {
            var rows = await store.ReadNewest(range.From, before, Batch, cancel);
            foreach (var facts in rows)
            {
                before = facts.Row.Id;
                var decided = DecidedEvents.Of(facts.Row);
                for (var i = decided.Messages.Count - 1; i >= 0; i--)
                {
                    var id = new MessageId(facts.Row.Id.Value + i);
                    if (id.Value >= range.Before.Value)
                        continue;
                    page.Look(facts, decided, id);
                    if (page.IsFull)
                        return true;
                }
            }
            if (rows.Count < Batch)
                return false;
        }
    }

    MessageAnswer Whole(MessageFacts facts, DecidedEvent decided, MessageId id, Message message)
    {
        var timeline = MessageTimeline.Of(facts, id, message, time.GetUtcNow());
        return new(
            id.ToString(), timeline.State, timeline.Status, facts.Row.Customer, message.Account, message.Alert, message.Class, message.Template,
            message.To.ToString(), message.From.Value, MaskedText.Of(message.Text), id.At, message.NotBefore, message.ValidUntil, message.Reasons, timeline.Segments,
            timeline.Entries, new(decided.Source, decided.EventId, decided.Type, decided.Time))
        {
            PurgedAt = message.Text.Length == 0 ? decided.Purged?.At : null,
        };
    }

    /// <summary>A page being filled.</summary>
    sealed class Page(MessageQuery query, Msisdn? number, int limit, DateTimeOffset now)
    {
        int _looked;

        public List<MessageSummary> Found { get; } = [];
        public MessageId Last { get; private set; }
        public bool IsFull => Found.Count >= limit || _looked >= MostLookedAt;

        /// <summary>All down to this one were looked at.</summary>
        public void Pass(MessageId last) => Last = last;

        public void Look(MessageFacts facts, DecidedEvent decided, MessageId id)
        {
            _looked++;
            Last = id;
            // Keys are hashes, and may be another's.
            if (DecidedEvents.Message(facts.Row, decided, id) is not { } message
                || (query.Customer is { } customer && facts.Row.Customer != customer) || (number is { } digits && message.To != digits))
                return;
            var timeline = MessageTimeline.Of(facts, id, message, now);
            if (query.State is { } state && timeline.State != state)
                return;
            var error = timeline.Entries.LastOrDefault(static entry => entry.Error is not null)?.Error;
            Found.Add(new(
                id.ToString(), timeline.State, timeline.Status.Title, facts.Row.Customer, message.Alert, message.Class, message.To.ToString(), id.At, error));
        }
    }
}

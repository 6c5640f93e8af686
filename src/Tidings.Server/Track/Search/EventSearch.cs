using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Track.Search;

/// <summary>Decided events, newest first: what was sent, what was suppressed, and why.</summary>
internal sealed class EventSearch(IStore store)
{
    /// <summary>How many events one page looks at.</summary>
    public const int MostLookedAt = 5_000;
    const int Batch = 500;

    public async Task<EventPage> Search(EventQuery query, QueryRange range, CancellationToken cancel)
    {
        var found = new List<EventSummary>();
        var before = range.Before;
        for (var looked = 0; looked < MostLookedAt;)
        {
            var rows = await store.ReadNewest(range.From, before, Batch, cancel);
            foreach (var facts in rows)
            {
                looked++;
                before = facts.Row.Id;
                if ((query.Customer is { } customer && facts.Row.Customer != customer) || Shown(facts.Row, query) is not { } shown)
                    continue;
                found.Add(shown);
                if (found.Count == range.Limit)
                    return new(found, before.ToString());
            }
            if (rows.Count < Batch)
                return new(found, null);
        }
        return new(found, before.ToString());
    }

    static EventSummary? Shown(JournalRow row, EventQuery query)
    {
        var decided = DecidedEvents.Of(row);
        if ((query.Source is { } source && decided.Source != source) || (query.EventId is { } id && decided.EventId != id)
            || (query.Suppressed && decided.Suppressions.Count == 0))
            return null;
        return new(
            row.Id.ToString(), new(decided.Source, decided.EventId, decided.Type, decided.Time), row.Customer, row.Id.At,
            [.. decided.Messages.Select((message, i) => new EventMessage(
                new MessageId(row.Id.Value + i).ToString(), message.Alert, message.Class, message.Template, message.Reasons))],
            [.. decided.Suppressions.Select(static s => new EventSuppression(s.Alert, s.Class, PeopleStatus.Suppressed.Title, s.Reason))],
            AccessWords.Of(decided.Reach));
    }
}

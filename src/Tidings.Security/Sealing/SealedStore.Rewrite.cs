using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>Giving stored payloads another content, beside the flow.</summary>
public sealed partial class SealedStore
{
    /// <summary>
    /// Looks at the journal rows after <paramref name="after"/> and below <paramref name="below"/>, at most <paramref name="limit"/>, writes what is to stand in place of their payloads, and then
    /// <paramref name="mark"/>. A row is replaced only where it still stands as it was read (one that somebody sealed anew meanwhile is looked at again before the mark passes it), and under a key that its customer
    /// has: one who was erased gets no new key by it. What does not open is passed over.
    /// </summary>
    /// <param name="wants">Asked before a row is opened.</param>
    /// <param name="change">The row in clear.</param>
    /// <param name="mark">What says how far it has come: up to this row.</param>
    /// <exception cref="StoreUnavailableException">The store cannot write, or a key cannot be had. Asked again it goes on.</exception>
    public async ValueTask<PayloadPage> RewritePayloads(
        MessageId after, MessageId below, int limit, Func<JournalRow, bool> wants, Func<JournalRow, PayloadChange> change, Func<MessageId, IReadOnlyList<SourceRow>> mark, CancellationToken cancel)
    {
        for (var changed = 0; ;)
        {
            var (page, changes) = await Look(after, below, limit, wants, change, cancel).ConfigureAwait(false);
            if (changes.Count > 0)
                await inner.Commit(new() { Rewritings = changes, LowPriority = true }).ConfigureAwait(false);
            changed += changes.Count;
            if (changes.Count > 0 && await AnyOvertaken(changes, cancel).ConfigureAwait(false))
                continue;
            if (page.UpTo != after)
                await inner.Commit(new() { Sources = mark(page.UpTo), LowPriority = true }).ConfigureAwait(false);
            return page with { Changed = changed };
        }
    }

    async ValueTask<List<JournalRow>> Rows(MessageId after, MessageId below, int limit, CancellationToken cancel)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in inner.ReadJournal(after, null, cancel).ConfigureAwait(false))
        {
            if (row.Id.Value >= below.Value || rows.Count == limit)
                break;
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Whether a value stands otherwise than it was written: somebody, who had read it before, was quicker. A look at it tells whether there is still something to do.</summary>
    async ValueTask<bool> AnyOvertaken(List<Rewriting> written, CancellationToken cancel)
    {
        var next = 0;
        await foreach (var row in inner.ReadJournal(new(written[0].Number - 1), null, cancel).ConfigureAwait(false))
        {
            // Those that were deleted since are passed over.
            while (next < written.Count && written[next].Number < row.Id.Value)
                next++;
            if (next == written.Count)
                return false;
            if (written[next].Number == row.Id.Value && !written[next].New.Span.SequenceEqual(row.Payload.Span))
                return true;
        }
        return false;
    }

    /// <summary>What is to be written in place of the payloads of a page. Its count is the caller's.</summary>
    async ValueTask<(PayloadPage Page, List<Rewriting> Changes)> Look(
        MessageId after, MessageId below, int limit, Func<JournalRow, bool> wants, Func<JournalRow, PayloadChange> change, CancellationToken cancel)
    {
        var rows = await Rows(after, below, limit, cancel).ConfigureAwait(false);
        if (rows.Count == 0)
            return (new(after, 0, false), []);
        var seals = new RowSeals(ring.Masters.Installation);
        var changes = new List<Rewriting>();
        var (upTo, stopped) = (after, false);
        using var subjects = await ring.Subjects.OfTokens([.. rows.Where(wants).Select(static row => row.Customer)], keep: false, cancel).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (wants(row))
            {
                var made = Changed(row, subjects, seals, change);
                if (made is { Stop: true })
                {
                    stopped = true;
                    break;
                }
                if (made is { Rewriting: { } rewriting })
                    changes.Add(rewriting);
            }
            upTo = row.Id;
        }
        return (new(upTo, 0, !stopped && rows.Count == limit), changes);
    }

    /// <summary>As the above, of these messages' rows alone, beside the flow. A row that is not there is passed over.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write, or a key cannot be had.</exception>
    public async ValueTask<PayloadsChanged> RewritePayloads(IReadOnlyList<MessageId> ids, Func<JournalRow, PayloadChange> change, CancellationToken cancel)
    {
        var (rows, of) = (new List<JournalRow>(ids.Count), new Dictionary<MessageId, MessageId>());
        foreach (var id in ids)
        {
            if (await inner.ReadMessage(id, cancel).ConfigureAwait(false) is not { } facts)
                continue;
            of[id] = facts.Row.Id;
            if (rows.TrueForAll(other => other.Id != facts.Row.Id))
                rows.Add(facts.Row);
        }
        var seals = new RowSeals(ring.Masters.Installation);
        var (changes, left) = (new List<Rewriting>(), new HashSet<MessageId>());
        using var subjects = await ring.Subjects.OfTokens([.. rows.Select(static row => row.Customer)], keep: false, cancel).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var made = Changed(row, subjects, seals, change);
            if (made is { Rewriting: { } rewriting })
                changes.Add(rewriting);
            else if (made is { Stop: true })
                left.Add(row.Id);
        }
        if (changes.Count > 0)
            await inner.Commit(new() { Rewritings = changes, LowPriority = true }).ConfigureAwait(false);
        var changed = new List<MessageId>(changes.Count);
        foreach (var written in changes)
        {
            // Somebody, who had read it before, was quicker: another look tells whether there is still something to do.
            var row = new MessageId(written.Number);
            if (await inner.ReadMessage(row, cancel).ConfigureAwait(false) is { } facts && !written.New.Span.SequenceEqual(facts.Row.Payload.Span))
                left.Add(row);
            else
                changed.Add(row);
        }
        return new(changed, [.. ids.Where(id => of.TryGetValue(id, out var row) && left.Contains(row))]);
    }

    /// <summary>Null: it stays as it is.</summary>
    static (bool Stop, Rewriting? Rewriting)? Changed(JournalRow row, HeldSubjects subjects, RowSeals seals, Func<JournalRow, PayloadChange> change)
    {
        var version = Sealer.VersionOf(row.Payload.Span);
        if (subjects.Find(row.Customer) is not { } subject || subject.IsDestroyed(version) || subject.Newest is not { } key)
            return null;
        switch (seals.Open(row, subject.Find(version), out var clear))
        {
            case Opening.KeyDropped: return (true, null);
            case Opening.Refused: return null;
        }
        var made = change(clear);
        if (made.Stop)
            return (true, null);
        if (made.Payload is not { } payload)
            return null;
        var fresh = new JournalRow
        {
            Id = clear.Id, Partition = clear.Partition, Customer = clear.Customer, EventKey = clear.EventKey, Messages = clear.Messages, Class = clear.Class, Carrier = clear.Carrier,
            Payload = payload, Delta = clear.Delta,
        };
        // A key that was dropped at this moment: the next look has it.
        return seals.Seal(fresh, subject, key, new RowMemory()) is { } again ? (false, Rewriting.OfJournal(row.Id, row.Payload, again.Payload)) : (true, null);
    }
}

/// <summary>What is to become of a row's payload.</summary>
/// <param name="Stop">It may not be passed yet, nor any after it.</param>
/// <param name="Payload">What is to stand in its place. Null: it stays.</param>
public readonly record struct PayloadChange(bool Stop, ReadOnlyMemory<byte>? Payload);

/// <summary>How far a look came.</summary>
/// <param name="UpTo">The last row that needs no other look.</param>
/// <param name="Changed">How many were given another content.</param>
/// <param name="More">There may be more after it.</param>
public readonly record struct PayloadPage(MessageId UpTo, int Changed, bool More);

/// <summary>What came of giving rows another content.</summary>
/// <param name="Rows">Those that have it.</param>
/// <param name="Left">The messages of those that have it not yet, since their key changed or somebody else wrote them at this moment: ask again.</param>
public readonly record struct PayloadsChanged(IReadOnlyList<MessageId> Rows, IReadOnlyList<MessageId> Left);

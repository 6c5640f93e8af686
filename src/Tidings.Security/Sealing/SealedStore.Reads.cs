using System.Runtime.CompilerServices;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Sealing;

/// <summary>Reads open what they find in batches. Where rows of destroyed subjects are left out, the next ones take their place: a short page still means the last.</summary>
public sealed partial class SealedStore
{
    const int BatchRows = 500;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProfileRow>> ReadProfiles(int partition, IReadOnlyList<string> customers, CancellationToken cancel)
    {
        if (customers.Count == 0)
            return [];
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] absent = [.. customers.Where(customer =>
        {
            if (ring.Subjects.TryGetCustomer(customer, out var subject))
                known[customer] = subject.Token;
            return !known.ContainsKey(customer);
        })];
        if (absent.Length > 0)
        {
            using var read = await ring.Subjects.OfIds(SubjectKind.Customer, absent, make: false, cancel).ConfigureAwait(false);
            foreach (var (customer, subject) in read.All)
                known[customer] = subject.Token;
        }
        string[] tokens = [.. customers.Where(known.ContainsKey).Select(customer => known[customer])];
        var rows = await inner.ReadProfiles(partition, tokens, cancel).ConfigureAwait(false);
        // A state that is left out reads as a stranger's.
        return [.. (await Opener.Profiles(rows, all: true, cancel).ConfigureAwait(false)).OfType<ProfileRow>()];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueProfile>> ReadDueProfiles(int partition, DueProfile after, DateTimeOffset until, int limit, CancellationToken cancel)
    {
        var found = new List<DueProfile>();
        var from = after.Customer is null ? after : after with { Customer = await TokenOf(after.Customer, cancel).ConfigureAwait(false) };
        while (true)
        {
            var asked = limit - found.Count;
            var page = await inner.ReadDueProfiles(partition, from, until, asked, cancel).ConfigureAwait(false);
            if (page.Count == 0)
                return found;
            var rows = await inner.ReadProfiles(partition, [.. page.Select(static due => due.Customer)], cancel).ConfigureAwait(false);
            var opened = await Opener.Profiles(rows, all: false, cancel).ConfigureAwait(false);
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < rows.Count; i++)
                if (opened[i] is { } clear && !ring.Decoys.IsOne(rows[i].Customer))
                    names[rows[i].Customer] = clear.Customer;
            foreach (var due in page)
                if (names.TryGetValue(due.Customer, out var customer))
                    found.Add(due with { Customer = customer });
            if (found.Count >= limit || page.Count < asked)
                return found;
            from = page[^1];
        }
    }

    /// <summary>What stands for the customer in the store; of one without a key nothing stands there, and his name is as good a place in the order as any.</summary>
    async ValueTask<string> TokenOf(string customer, CancellationToken cancel)
    {
        if (ring.Subjects.TryGetCustomer(customer, out var known))
            return known.Token;
        using var read = await ring.Subjects.OfIds(SubjectKind.Customer, [customer], make: false, cancel).ConfigureAwait(false);
        foreach (var (_, subject) in read.All)
            return subject.Token;
        return customer;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadJournal(MessageId after, int? partition, [EnumeratorCancellation] CancellationToken cancel)
    {
        var batch = new List<JournalRow>(BatchRows);
        await foreach (var row in inner.ReadJournal(after, partition, cancel).ConfigureAwait(false))
        {
            batch.Add(row);
            if (batch.Count < BatchRows)
                continue;
            var (opened, failure) = await Opened(batch, cancel).ConfigureAwait(false);
            foreach (var clear in opened)
                yield return clear;
            if (failure is not null)
                throw failure;
            batch.Clear();
        }
        var (rest, refused) = await Opened(batch, cancel).ConfigureAwait(false);
        foreach (var clear in rest)
            yield return clear;
        if (refused is not null)
            throw refused;
    }

    /// <summary>Those up to the first that does not open, and its refusal: who can do without it reads on after it and has missed nothing else.</summary>
    async ValueTask<(IEnumerable<JournalRow> Rows, SealRefusedException? Refused)> Opened(List<JournalRow> rows, CancellationToken cancel)
    {
        try
        {
            return (await All(rows).ConfigureAwait(false), null);
        }
        catch (SealRefusedException refused) when (refused.Journal is not null)
        {
            return (await All([.. rows.TakeWhile(row => row.Id != refused.Journal)]).ConfigureAwait(false), refused);
        }

        async ValueTask<IEnumerable<JournalRow>> All(List<JournalRow> some) =>
            (await Opener.Journal(some, static row => row, static (_, clear) => clear, all: true, cancel).ConfigureAwait(false)).OfType<JournalRow>();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueRow>> ReadDue(string carrier, MessageId after, int limit, CancellationToken cancel)
    {
        var found = new List<DueRow>();
        while (true)
        {
            var asked = limit - found.Count;
            var page = await inner.ReadDue(carrier, after, asked, cancel).ConfigureAwait(false);
            found.AddRange((await Opened(page, cancel).ConfigureAwait(false)).OfType<DueRow>());
            if (found.Count >= limit || page.Count < asked)
                return found;
            after = page[^1].Row.Id;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueRow>> ReadDeferred(string carrier, DeferredRow after, DateTimeOffset until, int limit, CancellationToken cancel)
    {
        var found = new List<DueRow>();
        while (true)
        {
            var asked = limit - found.Count;
            var page = await inner.ReadDeferred(carrier, after, until, asked, cancel).ConfigureAwait(false);
            found.AddRange((await Opened(page, cancel).ConfigureAwait(false)).OfType<DueRow>());
            if (found.Count >= limit || page.Count < asked)
                return found;
            after = page[^1].Deferred[0];
        }
    }

    ValueTask<DueRow?[]> Opened(IReadOnlyList<DueRow> rows, CancellationToken cancel) =>
        Opener.Journal(rows, static due => due.Row, static (due, clear) => due with { Row = clear }, all: false, cancel);

    /// <inheritdoc/>
    public async ValueTask<MessageFacts?> ReadMessage(MessageId id, CancellationToken cancel) =>
        await inner.ReadMessage(id, cancel).ConfigureAwait(false) is { } facts ? (await Opened([facts], cancel).ConfigureAwait(false))[0] : null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MessageId>> ReadUnsettled(IReadOnlyList<MessageId> messages, CancellationToken cancel) => inner.ReadUnsettled(messages, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MessageFacts>> ReadNewest(MessageId from, MessageId before, int limit, CancellationToken cancel)
    {
        var found = new List<MessageFacts>();
        while (true)
        {
            var asked = limit - found.Count;
            var page = await inner.ReadNewest(from, before, asked, cancel).ConfigureAwait(false);
            found.AddRange((await Opened(page, cancel).ConfigureAwait(false)).OfType<MessageFacts>());
            if (found.Count >= limit || page.Count < asked)
                return found;
            before = page[^1].Row.Id;
        }
    }

    /// <inheritdoc/>
    public ValueTask<FilteredMessages> ReadFiltered(FactFilter filter, MessageId from, MessageId before, int rows, int limit, CancellationToken cancel) =>
        inner.ReadFiltered(filter, from, before, rows, limit, cancel);

    ValueTask<MessageFacts?[]> Opened(IReadOnlyList<MessageFacts> rows, CancellationToken cancel) =>
        Opener.Journal(rows, static facts => facts.Row, static (facts, clear) => facts with { Row = clear }, all: false, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LookupRow>> ReadLookup(long key, MessageId before, int limit, CancellationToken cancel)
    {
        if (key == Core.Track.LookupKey.Mark)
            return await inner.ReadLookup(key, before, limit, cancel).ConfigureAwait(false);
        var found = new HashSet<LookupRow>();
        foreach (var index in (await ring.Masters.Get(cancel).ConfigureAwait(false)).Indexes)
        {
            foreach (var row in await inner.ReadLookup(index.Lookup(key), before, limit, cancel).ConfigureAwait(false))
                found.Add(row with { Key = key });
        }
        return [.. found.OrderByDescending(static row => row.Message.Value).ThenByDescending(static row => row.Segment).Take(limit)];
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LookupRow> ReadLookups(MessageId from, MessageId before, CancellationToken cancel) => inner.ReadLookups(from, before, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Func<long, long>>> ReadLookupForms(CancellationToken cancel) =>
        [.. (await ring.Masters.Get(cancel).ConfigureAwait(false)).Indexes.Select(static index => (Func<long, long>)index.Lookup)];

    /// <inheritdoc/>
    public async IAsyncEnumerable<AccountRow> ReadAccounts([EnumeratorCancellation] CancellationToken cancel)
    {
        var batch = new List<AccountRow>(BatchRows);
        await foreach (var row in inner.ReadAccounts(cancel).ConfigureAwait(false))
        {
            batch.Add(row);
            if (batch.Count < BatchRows)
                continue;
            foreach (var opened in await Opener.Accounts(batch, cancel).ConfigureAwait(false))
            {
                if (opened is not null)
                    yield return opened;
            }
            batch.Clear();
        }
        foreach (var opened in await Opener.Accounts(batch, cancel).ConfigureAwait(false))
        {
            if (opened is not null)
                yield return opened;
        }
    }
}

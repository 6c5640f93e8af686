using System.Collections;
using System.Globalization;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver;
using Tidings.Server.Track;

namespace Tidings.Server.Audit;

/// <summary>
/// Compares the look-up table with the rows that it finds, both ways. Give it the journal's rows, the newest first: of some hundred thousand entries at a time it reads what the table holds of those messages, in one
/// walk through the whole table, so that a large store costs walks and not memory.
/// </summary>
/// <param name="tokenOf">As in <see cref="StoreCheck"/>: what points to somebody who was erased is let be, since nobody can say what it should be.</param>
/// <param name="window">Entries that are compared at once, some 32 bytes each.</param>
internal sealed class LookupCheck(IStore store, Func<MessageId, ValueTask<string?>>? tokenOf, int window = 1 << 20)
{
    readonly List<Expected> _expected = [];
    readonly HashSet<long> _erased = [];
    Bounds? _bounds;
    long _before = long.MaxValue;
    int _entries;
    (LookupKind Kind, MessageId Message)? _missing;
    (MessageId Message, bool IsThere)? _astray;
    long _missed;
    long _strayed;

    /// <param name="Row">As the table holds it, in one of the forms of its key.</param>
    /// <param name="Entry">Its number among those that are compared at once: where there are several forms, one of them is enough.</param>
    readonly record struct Expected(LookupRow Row, LookupKind Kind, int Entry);

    /// <param name="Rows">All of a row up to here is in the table; what is newer the next start writes.</param>
    /// <param name="References">All references of texts below are.</param>
    sealed record Bounds(MessageId Rows, MessageId References, IReadOnlyList<Func<long, long>> Forms);

    public async ValueTask Row(MessageFacts facts, DecidedEvent decided, CancellationToken cancel)
    {
        _bounds ??= await Load(cancel);
        foreach (var entry in LookupEntries.Of(facts.Row, decided))
            Expect(entry);
        foreach (var submission in facts.Submissions)
            if (LookupEntries.Of(submission) is { } entry)
                Expect(entry);
        if (_entries >= window)
            await Compare(facts.Row.Id.Value, cancel);
    }

    /// <summary>After the last row: what is wrong, for people; null: nothing.</summary>
    public async ValueTask<string?> Wrong(CancellationToken cancel)
    {
        _bounds ??= await Load(cancel);
        // What is older is purged with the days of its rows.
        await Compare((await store.ReadJournalLow(cancel)).Value, cancel);
        var missing = _missing is not { } first ? null : string.Create(CultureInfo.InvariantCulture, $"{first.Message} is not found by {Name(first.Kind)}: {(_missed == 1 ? "a look-up was" : $"{_missed} look-ups were")} dropped.");
        var astray = _astray is not { } other ? null
            : string.Create(CultureInfo.InvariantCulture, $"{(_strayed == 1 ? "A look-up was" : $"{_strayed} look-ups were")} added or changed: one points to {other.Message}, {(other.IsThere ? "which is not what it finds" : "which is not in the store")}.");
        return missing is null && astray is null ? null : $"{missing}{(missing is null || astray is null ? "" : " ")}{astray} tidings audit reindex writes them anew.";
    }

    static string Name(LookupKind kind) => kind switch
    {
        LookupKind.Customer => "its customer",
        LookupKind.Number => "its number",
        LookupKind.CustomersReply => "the customer who wrote it",
        LookupKind.NumbersReply => "the number that it came from",
        LookupKind.CarriersText => "its carrier's id",
        LookupKind.Approval => "the verification that it approved",
        LookupKind.Holder => "the number whose holder it names",
        _ => "its carrier's reference",
    };

    void Expect(in LookupEntry entry)
    {
        foreach (var form in _bounds!.Forms)
            _expected.Add(new(entry.Row with { Key = form(entry.Row.Key) }, entry.Kind, _entries));
        _entries++;
    }

    async ValueTask Compare(long from, CancellationToken cancel)
    {
        _expected.Sort(static (a, b) => Order(a.Row, b.Row));
        var found = new BitArray(_entries);
        await foreach (var row in store.ReadLookups(new(from), new(_before), cancel))
            if (!Find(row, found))
                await Stray(row.Message, cancel);
        foreach (var expected in _expected)
            if (!found[expected.Entry] && IsDue(expected))
            {
                found[expected.Entry] = true;
                Miss(expected);
            }
        _expected.Clear();
        _erased.Clear();
        (_entries, _before) = (0, from);
    }

    bool IsDue(in Expected expected) => expected.Row.Message.Value < (expected.Kind == LookupKind.Reference ? _bounds!.References : _bounds!.Rows).Value;

    /// <summary>The same may be expected more than once: of a text that a carrier has given one name twice.</summary>
    bool Find(in LookupRow row, BitArray found)
    {
        var (low, high) = (0, _expected.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Order(_expected[middle].Row, row) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        var first = low;
        for (; low < _expected.Count && _expected[low].Row == row; low++)
            found[_expected[low].Entry] = true;
        return low > first;
    }

    async ValueTask Stray(MessageId message, CancellationToken cancel)
    {
        if (_erased.Contains(message.Value))
            return;
        var isThere = await store.ReadMessage(message, cancel) is not null;
        if (!isThere && tokenOf is not null && await tokenOf(message) is not null)
        {
            _erased.Add(message.Value);
            return;
        }
        _strayed++;
        if (_astray is not { } named || message.Value > named.Message.Value)
            _astray = (message, isThere);
    }

    /// <summary>The newest is named, whatever is compared at once.</summary>
    void Miss(in Expected expected)
    {
        _missed++;
        if (_missing is not { } named || (expected.Row.Message.Value, -(int)expected.Kind).CompareTo((named.Message.Value, -(int)named.Kind)) > 0)
            _missing = (expected.Kind, expected.Row.Message);
    }

    static int Order(in LookupRow a, in LookupRow b)
    {
        var key = a.Key.CompareTo(b.Key);
        if (key != 0)
            return key;
        var message = a.Message.Value.CompareTo(b.Message.Value);
        return message != 0 ? message : a.Segment.CompareTo(b.Segment);
    }

    /// <summary>The table says itself how far it reaches. Whoever takes that back hides nothing below the mark of dispatch, which is not passed before the table has all of it.</summary>
    async ValueTask<Bounds> Load(CancellationToken cancel)
    {
        var low = await store.ReadDispatchLow(Carriers.Main, cancel);
        var mark = await store.ReadLookup(LookupKey.Mark, new(long.MaxValue), 1, cancel) is [var newest, ..] ? newest.Message : default;
        return new(new(Math.Max(low.Value, mark.Value)), low, await store.ReadLookupForms(cancel));
    }
}

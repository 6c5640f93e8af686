using System.Buffers.Binary;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;

namespace Tidings.Server.Audit;

/// <summary>
/// Compares the store with its log, both ways: each entry with the store's audit rows and with the fact that it speaks of, then each fact with the log.
/// Give it each entry of a checked log, in their order, then ask for <see cref="Rest"/>. It keeps 16 bytes an entry in memory, and the documents.
/// </summary>
/// <param name="store">The store, opened as the node opens it.</param>
/// <param name="tokenOf">The customer's token in the row that the store has for this message, also where it cannot be opened any more because he was erased; null: what
/// does not read is not there.</param>
public sealed class StoreCheck(IStore store, Func<MessageId, ValueTask<string?>>? tokenOf = null)
{
    readonly Commitments _commitments = new();
    readonly HashSet<UInt128> _known = [];
    readonly DocumentCheck _documents = new(store);
    readonly RowCheck _missing = new(store);
    readonly LookupCheck _lookups = new(store, tokenOf);
    IAsyncEnumerator<AuditRow>? _rows;
    List<ReadOnlyMemory<byte>> _row = [];
    long _rowFirst;
    DateTimeOffset? _began;

    /// <summary>The first that was found wrong; null: nothing so far.</summary>
    public LogVerdict.Wrong? Found { get; private set; }

    /// <summary>Entries of customers of whom an act in the log says that they were erased: the commitment stands, and nobody can open it any more.</summary>
    public int Erased { get; private set; }

    /// <summary>Entries of events that were deleted when their days were over, up to where an act in the log says so.</summary>
    public int Purged { get; private set; }

    MessageId? _low;
    RightlyGone? _gone;

    /// <summary>One entry of the log.</summary>
    public async ValueTask Entry(long index, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (Found is not null)
            return;
        try
        {
            if ((await InRows(index, bytes, cancel) ?? await OfFact(index, bytes, cancel)) is { } what)
                Found = new($"Entry {index}: {what}", index);
        }
        catch (SealRefusedException refused)
        {
            Found = new($"Entry {index}: {refused.Row ?? "a key"} does not open: it was changed or moved in the store.", index);
        }
    }

    async ValueTask<string?> InRows(long index, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _rows ??= store.ReadAudit(index, cancel).GetAsyncEnumerator(cancel);
        while (index >= _rowFirst + _row.Count)
        {
            if (!await _rows.MoveNextAsync())
                return "the store's audit rows end before it: the store was rolled back, or a row was dropped.";
            if (EntryBundle.Read(_rows.Current.Body) is not { } entries || entries.Count != _rows.Current.Count)
                return "the store's audit row that should hold it is broken.";
            (_rowFirst, _row) = (_rows.Current.First, entries);
        }
        return index < _rowFirst ? "the store's audit row that should hold it is missing."
            : _row[(int)(index - _rowFirst)].Span.SequenceEqual(bytes.Span) ? null : "the store's audit row holds another one in its place.";
    }

    async ValueTask<string?> OfFact(long index, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (AuditEntry.Parse(bytes) is not { } entry)
            return "it is of no form that is known.";
        _began ??= await Began(index, entry, cancel);
        _known.Add(Key(entry.Commitment.Span));
        if (entry.Kind is AuditKind.Document or AuditKind.Act)
        {
            _documents.Know(entry);
            return await _documents.Wrong(entry, cancel);
        }
        var id = new MessageId(entry.Subject);
        if (await store.ReadMessage(id, cancel) is not { } facts)
        {
            _gone ??= new(await _documents.Rows(DocumentActs.Kind, cancel));
            // Anybody who writes the database writes this mark, and destroys keys: neither counts without its act.
            if (id.Value < (_low ??= await store.ReadJournalLow(cancel)).Value)
            {
                if (!_gone.IsPurged(id))
                    return $"{id} is not in the store, which says that its days were over; no act says that it was deleted.";
                Purged++;
                return null;
            }
            if (tokenOf is null || await tokenOf(id) is not { } token)
                return $"{id} is not in the store.";
            if (!_gone.IsErased(token))
                return $"the key of {id} was destroyed, and no act says that its customer was erased.";
            Erased++;
            return null;
        }
        return Of(facts).Any(known => known.Kind == entry.Kind && known.Subject == entry.Subject && known.Commitment.AsSpan().SequenceEqual(entry.Commitment.Span))
            ? null : $"the {entry.Kind.ToString().ToLowerInvariant()} of {id} was changed in the store, or is missing.";
    }

    /// <summary>When the log's first entry was written, which may have been pruned since.</summary>
    async ValueTask<DateTimeOffset> Began(long index, AuditEntry first, CancellationToken cancel) =>
        index == 0 ? first.At : (await _documents.Rows(LogMinimum.Kind, cancel)).Select(LogMinimum.Of).FirstOrDefault(static read => read is not null)?.Began ?? first.At;

    /// <summary>After the last entry: what the store holds and the log does not.</summary>
    /// <param name="log">What the check of the log found.</param>
    public async Task<LogVerdict.Wrong?> Rest(LogVerdict.Good log, CancellationToken cancel)
    {
        if (Found is not null)
            return Found;
        try
        {
            return await More(log.Head.Size, log.Pruned, cancel);
        }
        catch (SealRefusedException refused)
        {
            return Found = new($"{refused.Row ?? "A key"} does not open: it was added, changed or moved in the store.");
        }
    }

    async Task<LogVerdict.Wrong?> More(long size, Checkpoint? pruned, CancellationToken cancel)
    {
        // What was committed after the checkpoint counts as known: the next checkpoint signs it.
        await foreach (var row in store.ReadAudit(size, cancel))
            foreach (var bytes in EntryBundle.Read(row.Body) ?? [])
                if (AuditEntry.Parse(bytes) is { } entry)
                {
                    _known.Add(Key(entry.Commitment.Span));
                    _documents.Know(entry);
                }
        // The log's own key signs the note beside it; what was pruned by right is also written where the log commits to it, before it goes.
        if (pruned is not null && !(await _documents.Rows(LogMinimum.Kind, cancel)).Select(LogMinimum.Of).Any(read => read?.Index == pruned.Size && read.Root.AsSpan().SequenceEqual(pruned.Root)))
            return Found = new($"The log's first {pruned.Size} entries are said to be pruned, and nothing that it commits to says so.");
        if ((await _documents.Unknown(cancel)).FirstOrDefault() is { } added)
            return Found = new($"Version {added.Version} of {added.Kind} {added.Id} is in the store and not in the log: it was added or changed.");
        var before = new MessageId(long.MaxValue);
        while (await store.ReadNewest(default, before, 500, cancel) is { Count: > 0 } page)
        {
            foreach (var facts in page)
            {
                foreach (var (kind, subject, commitment) in Of(facts))
                    if (!_known.Contains(Key(commitment)))
                        return Found = new($"The {kind.ToString().ToLowerInvariant()} of {new MessageId(subject)} is in the store and not in the log: it was added or changed.");
                var decided = DecidedEvents.Of(facts.Row);
                if (await _missing.Missing(facts, decided, cancel) is { } gone)
                    return Found = new(gone);
                await _lookups.Row(facts, decided, cancel);
            }
            before = page[^1].Row.Id;
        }
        // Of an account there is no entry; one that does not open was changed, or an older one was put back.
        await foreach (var _ in store.ReadAccounts(cancel))
        {
        }
        return (await _missing.Missing(cancel) ?? await _lookups.Wrong(cancel)) is { } missing ? Found = new(missing) : null;
    }

    /// <summary>What the log must say of a row. Nothing of what is older than the log; an event of the log's time without its salts matches nothing.</summary>
    IEnumerable<(AuditKind Kind, long Subject, byte[] Commitment)> Of(MessageFacts facts)
    {
        var decided = DecidedEvents.Of(facts.Row);
        var salts = decided.Salts ?? new byte[(decided.Messages.Count + decided.Suppressions.Count) * Commitments.SaltBytes];
        var expected = decided.Salts is not null || facts.Row.Id.At >= _began;
        if (expected && salts.Length == (decided.Messages.Count + decided.Suppressions.Count) * Commitments.SaltBytes)
        {
            for (var i = 0; i < decided.Messages.Count; i++)
            {
                var (id, commitment) = (new MessageId(facts.Row.Id.Value + i), new byte[MerkleHash.Length]);
                // Of a text that was purged, what was committed to it is all that is left.
                if (decided.Messages[i].Text.Length == 0 && decided.Purged?.Commitments is { } kept && kept.Length == decided.Messages.Count * MerkleHash.Length)
                    kept.AsSpan(i * MerkleHash.Length, MerkleHash.Length).CopyTo(commitment);
                else
                    _commitments.OfMessage(AuditWriter.Salt(salts, i), id, facts.Row.Customer, decided.Messages[i], commitment);
                yield return (AuditKind.Message, id.Value, commitment);
            }
            for (var i = 0; i < decided.Suppressions.Count; i++)
            {
                var commitment = new byte[MerkleHash.Length];
                _commitments.OfSuppression(AuditWriter.Salt(salts, decided.Messages.Count + i), facts.Row.Id, facts.Row.Customer, decided.Suppressions[i], commitment);
                yield return (AuditKind.Suppression, facts.Row.Id.Value, commitment);
            }
        }
        foreach (var receipt in facts.Receipts.Where(receipt => receipt.At >= _began || facts.Row.Id.At >= _began))
        {
            var commitment = new byte[MerkleHash.Length];
            _commitments.OfReceipt(receipt, commitment);
            yield return (AuditKind.Receipt, receipt.Message.Value, commitment);
        }
    }

    static UInt128 Key(ReadOnlySpan<byte> commitment) => BinaryPrimitives.ReadUInt128BigEndian(commitment);
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Sealing;

/// <summary>
/// Keeps a node from going back: the newest version of a document that it has seen, or that the sealed openings of the audit log's entries speak of, stays the newest, whatever whoever writes the database takes
/// away. And a document that stands in clear counts where an opening of the log commits to it as it is, and not otherwise.
/// </summary>
/// <param name="refusals">Told of each that is gone, or that nothing commits to.</param>
internal sealed class DocumentGuard(SealRefusals refusals)
{
    /// <summary>Documents whose newest version is in force, and of which none is ever deleted.</summary>
    public static FrozenSet<string> Versioned { get; } = AuditWriter.AuditedKinds.Where(static kind => kind != DocumentActs.Kind).Append("carrier").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those of them that are not sealed.</summary>
    public static FrozenSet<string> InClear { get; } = AuditWriter.AuditedKinds.Where(static kind => !DocumentSeals.Kinds.Contains(kind)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Without its document such a kind does less, not more; of the others one that is missing ends the start.</summary>
    public static bool IsLeftOut(string kind) => kind == "template" || (DocumentSeals.Kinds.Contains(kind) && DocumentSeals.FailsClosed(kind));

    readonly Lock turn = new();
    readonly Commitments commitments = new();
    readonly Dictionary<(string Kind, string Id, int Version), List<(string Actor, DocumentOpening Opening)>> openings = [];
    readonly Dictionary<(string Kind, string Id), int> promised = [];
    volatile ImmutableDictionary<(string Kind, string Id), DocumentRow> newest = ImmutableDictionary<(string, string), DocumentRow>.Empty;

    /// <summary>What is known before a read begins; what is written while it runs it need not find.</summary>
    public ImmutableDictionary<(string Kind, string Id), DocumentRow> Newest => newest;

    /// <summary>An opening that was stored, or is about to be.</summary>
    /// <param name="stored">It is stored, and so are the documents that it speaks of: they must be found.</param>
    public void Know(AuditOpening kept, bool stored)
    {
        lock (turn)
        {
            foreach (var opening in kept.Documents.Where(static one => Versioned.Contains(one.Kind)))
            {
                if (stored)
                    promised[(opening.Kind, opening.Id)] = Math.Max(opening.Version, promised.GetValueOrDefault((opening.Kind, opening.Id)));
                if (!InClear.Contains(opening.Kind))
                    continue;
                var place = (opening.Kind, opening.Id, opening.Version);
                if (!openings.TryGetValue(place, out var some))
                    openings.Add(place, some = []);
                some.Add((kept.Actor, opening));
            }
        }
    }

    /// <summary>These stand in the store now.</summary>
    /// <param name="rows">As they are stored.</param>
    public void Stored(IReadOnlyList<DocumentRow> rows, IReadOnlyList<DocumentRemoval> removed)
    {
        if (!rows.Any(static row => Versioned.Contains(row.Kind)) && !removed.Any(static one => Versioned.Contains(one.Kind)))
            return;
        lock (turn)
        {
            foreach (var one in removed)
                if (newest.TryGetValue((one.Kind, one.Id), out var row) && row.Version <= one.UpTo)
                    newest = newest.Remove((one.Kind, one.Id));
            Note(rows);
        }
    }

    void Note(IEnumerable<DocumentRow> rows)
    {
        foreach (var row in rows.Where(static row => Versioned.Contains(row.Kind)))
            if (!newest.TryGetValue((row.Kind, row.Id), out var known) || known.Version < row.Version)
                newest = newest.SetItem((row.Kind, row.Id), row);
    }

    /// <summary>Whether an opening commits to this document in clear, as it is.</summary>
    public bool IsBacked(DocumentRow row)
    {
        lock (turn)
        {
            if (!openings.TryGetValue((row.Kind, row.Id, row.Version), out var some))
                return false;
            Span<byte> commitment = stackalloc byte[MerkleHash.Length];
            foreach (var (actor, opening) in some)
            {
                commitments.OfDocument(opening.Salt, actor, row, commitment);
                if (commitment.SequenceEqual(opening.Commitment))
                    return true;
            }
            return false;
        }
    }

    /// <summary>What counts of the rows of a kind that were read, and the newest known in the place of what is gone.</summary>
    /// <param name="before"><see cref="Newest"/> as it was before the read.</param>
    /// <exception cref="SealRefusedException">One is gone, or is not what was committed to, without which more would be done and not less.</exception>
    public IReadOnlyList<DocumentRow> Checked(string kind, IReadOnlyList<DocumentRow> rows, ImmutableDictionary<(string Kind, string Id), DocumentRow> before)
    {
        if (!Versioned.Contains(kind))
            return rows;
        var held = InClear.Contains(kind) ? [.. rows.Where(IsGood)] : rows.ToList();
        var highest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in held)
            highest[row.Id] = Math.Max(row.Version, highest.GetValueOrDefault(row.Id));
        foreach (var ((_, id), known) in before.Where(one => one.Key.Kind == kind && highest.GetValueOrDefault(one.Key.Id) < one.Value.Version))
        {
            refusals.Report("document", SealRefusals.NameOf(known), SealTrouble.Gone);
            held.Add(known);
            highest[id] = known.Version;
        }
        LeaveOut(kind, held, highest);
        lock (turn)
            Note(held);
        return [.. held.OrderBy(static row => row.Id, StringComparer.Ordinal).ThenBy(static row => row.Version)];
    }

    bool IsGood(DocumentRow row)
    {
        if (IsBacked(row))
            return true;
        refusals.Report("document", SealRefusals.NameOf(row), SealTrouble.NotCommittedTo);
        return false;
    }

    /// <summary>At a start nothing is known of a newest version that is gone but that there was one: then nothing of the document counts, since what the older ones say was taken back.</summary>
    void LeaveOut(string kind, List<DocumentRow> held, Dictionary<string, int> highest)
    {
        string[] gone;
        lock (turn)
            gone = [.. promised.Where(one => one.Key.Kind == kind && one.Value > highest.GetValueOrDefault(one.Key.Id) && !newest.ContainsKey(one.Key)).Select(static one => one.Key.Id)];
        foreach (var id in gone)
        {
            int version;
            lock (turn)
                version = promised[(kind, id)];
            var name = SealRefusals.NameOf(new(kind, id, version, default, default));
            refusals.Report("document", name, SealTrouble.Gone);
            if (!IsLeftOut(kind))
                throw new SealRefusedException(name);
            held.RemoveAll(row => row.Id == id);
        }
    }
}

using System.Buffers;
using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Entries;

/// <summary>
/// The entries of documents. They say in clear that something was written and when; which document it was, what it says and who wrote it is committed to under a random salt,
/// which is kept with the documents and not in the log.
/// </summary>
public static class DocumentEntries
{
    /// <summary>
    /// An entry for each version of an audited document among those that are written together, and the row that opens them, to be committed with them; null where there are none. They are the
    /// acts of whoever the record of the act among them names; without one, of the node itself.
    /// </summary>
    public static (AuditEntries Entries, DocumentRow? Opening) Of(IReadOnlyList<DocumentRow> documents) => Of(documents, null);

    /// <summary>Entries of <paramref name="at"/>, and what opens them, for documents that were written before there was a log.</summary>
    public static CommitUnit OfEarlier(IReadOnlyList<DocumentRow> documents, DateTimeOffset at)
    {
        var (entries, opening) = Of(documents, at);
        return new() { Documents = opening is null ? [] : [opening], Audit = entries };
    }

    static (AuditEntries Entries, DocumentRow? Opening) Of(IReadOnlyList<DocumentRow> documents, DateTimeOffset? at)
    {
        var act = documents.FirstOrDefault(static row => row.Kind == DocumentActs.Kind);
        // What was there before the log is put into it by the node, whatever acts are among it.
        var actor = act is null || at is not null ? "node" : DocumentActs.Of(act).Actor;
        var bytes = new ArrayBufferWriter<byte>();
        var openings = Write(bytes, documents, actor, at);
        if (openings.Count == 0)
            return default;
        var first = at ?? documents[0].At;
        // Under the act's id, so that who has the act has it at hand; otherwise its own, likewise in the order of time.
        var id = act is null || at is not null ? Guid.CreateVersion7(first).ToString("N") : act.Id;
        return (new(openings.Count, bytes.WrittenMemory), new(AuditOpening.Kind, id, 1, first, new AuditOpening(actor, openings).ToBytes()));
    }

    /// <summary>
    /// Entries of <paramref name="at"/> for documents whose entries of before are about to be pruned, as those had them: whoever wrote them is still who wrote them. What opens them is a version more of what opened those.
    /// </summary>
    public static (AuditEntries Entries, DocumentRow Opening) Anew(IReadOnlyList<DocumentRow> documents, string actor, string id, int version, DateTimeOffset at)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var openings = Write(bytes, documents, actor, at);
        return (new(openings.Count, bytes.WrittenMemory), new(AuditOpening.Kind, id, version, at, new AuditOpening(actor, openings).ToBytes()));
    }

    static List<DocumentOpening> Write(ArrayBufferWriter<byte> into, IReadOnlyList<DocumentRow> documents, string actor, DateTimeOffset? at)
    {
        var (openings, commitments) = (new List<DocumentOpening>(), new Commitments());
        foreach (var document in documents)
        {
            if (!AuditWriter.AuditedKinds.Contains(document.Kind))
                continue;
            var (salt, commitment) = (RandomNumberGenerator.GetBytes(Commitments.SaltBytes), new byte[MerkleHash.Length]);
            commitments.OfDocument(salt, actor, document, commitment);
            AuditEntry.Write(into, AuditKind.Document, 0, at ?? document.At, 0, commitment);
            openings.Add(new(document.Kind, document.Id, document.Version, salt, commitment));
        }
        return openings;
    }
}

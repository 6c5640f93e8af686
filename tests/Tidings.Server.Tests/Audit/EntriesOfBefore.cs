using System.Buffers;
using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Tests.Audit;

/// <summary>Documents and their entries as versions before wrote them: who wrote which in clear, and the SHA-256 of the body.</summary>
internal static class EntriesOfBefore
{
    public static CommitUnit UnitOf(params IReadOnlyList<DocumentRow> documents)
    {
        var actor = documents.FirstOrDefault(static row => row.Kind == DocumentActs.Kind) is { } act ? DocumentActs.Of(act).Actor : "node";
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var document in documents)
            EntryBundle.Add(bytes, new AuditEntry(AuditKind.Act, 0, document.At, document.Version, SHA256.HashData(document.Body.Span), new(actor, document.Kind, document.Id)).ToBytes());
        return new() { Documents = documents, Audit = new(documents.Count, bytes.WrittenMemory) };
    }
}

using System.Buffers;
using System.Security.Cryptography;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Audit.Entries;

/// <summary>The entries of one commit unit, as the store takes them. Not for several threads at a time.</summary>
public sealed class AuditWriter
{
    readonly ArrayBufferWriter<byte> _entries = new();
    readonly Commitments _commitments = new();
    int _count;

    /// <summary>What was written since it was made or cleared.</summary>
    public AuditEntries Entries => _count == 0 ? default : new(_count, _entries.WrittenMemory.ToArray());

    /// <summary>Random salts for an event: one for each message, then one for each suppression; null where it has neither.</summary>
    public static byte[]? Salts(int messages, int suppressions) =>
        messages + suppressions == 0 ? null : RandomNumberGenerator.GetBytes((messages + suppressions) * Commitments.SaltBytes);

    /// <summary>The salt of a message (by its place), or of a suppression (by its place after the messages).</summary>
    public static ReadOnlySpan<byte> Salt(ReadOnlySpan<byte> salts, int place) => salts.Slice(place * Commitments.SaltBytes, Commitments.SaltBytes);

    /// <summary>All messages and suppressions of a decided event, with its <see cref="DecidedEvent.Salts"/>.</summary>
    public void Add(MessageId row, string customer, IReadOnlyList<Message> messages, IReadOnlyList<Suppression> suppressions, ReadOnlySpan<byte> salts, DateTimeOffset at)
    {
        Span<byte> commitment = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < messages.Count; i++)
        {
            var id = new MessageId(row.Value + i);
            _commitments.OfMessage(Salt(salts, i), id, customer, messages[i], commitment);
            Write(AuditKind.Message, 0, at, id.Value, commitment);
        }
        for (var i = 0; i < suppressions.Count; i++)
        {
            _commitments.OfSuppression(Salt(salts, messages.Count + i), row, customer, suppressions[i], commitment);
            Write(AuditKind.Suppression, i, at, row.Value, commitment);
        }
    }

    /// <summary>A receipt.</summary>
    public void Add(in ReceiptRow receipt)
    {
        Span<byte> commitment = stackalloc byte[SHA256.HashSizeInBytes];
        _commitments.OfReceipt(receipt, commitment);
        Write(AuditKind.Receipt, receipt.Segment, receipt.At, receipt.Message.Value, commitment);
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _entries.ResetWrittenCount();
        _count = 0;
    }

    /// <summary>The one entry that goes with a new version of a document.</summary>
    public static AuditEntries OfAct(string actor, DocumentRow document)
    {
        var entry = new AuditEntry(
            AuditKind.Act, 0, document.At, document.Version, SHA256.HashData(document.Body.Span), new(actor, document.Kind, document.Id));
        var bytes = new ArrayBufferWriter<byte>();
        Tree.EntryBundle.Add(bytes, entry.ToBytes());
        return new(1, bytes.WrittenMemory);
    }

    void Write(AuditKind kind, int part, DateTimeOffset at, long subject, ReadOnlySpan<byte> commitment)
    {
        AuditEntry.Write(_entries, kind, part, at, subject, commitment);
        _count++;
    }
}

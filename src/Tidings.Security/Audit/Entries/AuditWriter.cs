using System.Buffers;
using System.Security.Cryptography;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Log;

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
    public static byte[]? Salts(int messages, int suppressions)
    {
        if (messages + suppressions == 0)
            return null;
        var salts = new byte[(messages + suppressions) * Commitments.SaltBytes];
        if (salts.Length > DrawnBytes)
        {
            RandomNumberGenerator.Fill(salts);
            return salts;
        }
        // Many at once: the generator costs as much for a page as for one salt.
        if ((_drawn ??= new byte[DrawnBytes]) is var drawn && (_used == 0 || _used + salts.Length > DrawnBytes))
        {
            RandomNumberGenerator.Fill(drawn);
            _used = 0;
        }
        drawn.AsSpan(_used, salts.Length).CopyTo(salts);
        CryptographicOperations.ZeroMemory(drawn.AsSpan(_used, salts.Length));
        _used += salts.Length;
        return salts;
    }

    const int DrawnBytes = 4096;
    [ThreadStatic] static byte[]? _drawn;
    [ThreadStatic] static int _used;

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

    /// <summary>The kinds of documents of which each version has an entry. What changes with each call (sessions, counts of tries, days of use) has none.</summary>
    public static IReadOnlyList<string> AuditedKinds { get; } = ["api-key", "template", "alert", "settings", "keywords", "purposes", "operator", "passkey", "proposal", "webhook", "policy-pack", "fraud-rules", "fraud-model", "class-pause", LogMinimum.Kind, DocumentActs.Kind];

    /// <summary>These documents, their entries and what opens them, to be committed together.</summary>
    public static CommitUnit UnitOf(IReadOnlyList<DocumentRow> documents)
    {
        var (entries, opening) = DocumentEntries.Of(documents);
        return new() { Documents = opening is null ? documents : [.. documents, opening], Audit = entries };
    }

    void Write(AuditKind kind, int part, DateTimeOffset at, long subject, ReadOnlySpan<byte> commitment)
    {
        AuditEntry.Write(_entries, kind, part, at, subject, commitment);
        _count++;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Security.Audit.Entries;

/// <summary>
/// What entries commit to: SHA-256 over a line that names the form and the fields in their order (docs/audit.md). Integers are big-endian, words are UTF-8 after
/// a uint32 of their length. Not for several threads at a time: it keeps its buffer.
/// </summary>
public sealed class Commitments
{
    /// <summary>Bytes of the salt of a message, a suppression or a document.</summary>
    public const int SaltBytes = 16;

    readonly ArrayBufferWriter<byte> _fields = new(1024);

    /// <summary>The commitment to a message, 32 bytes into <paramref name="into"/>. Who does not know the salt learns nothing of it, not even by guessing.</summary>
    public void OfMessage(ReadOnlySpan<byte> salt, MessageId id, string customer, Message message, Span<byte> into)
    {
        Begin("tidings-message/v1\n"u8, salt);
        Add(id.Value);
        Add(customer);
        Add(message.To.Digits);
        Add(message.From.Value);
        Add(message.Text);
        Add(message.Template);
        Add(message.Alert);
        Add((byte)message.Class);
        Add(message.NotBefore is { } notBefore ? AuditEntry.Microseconds(notBefore) : 0);
        Add(AuditEntry.Microseconds(message.ValidUntil));
        Add((byte)message.Reasons.Count);
        for (var i = 0; i < message.Reasons.Count; i++)
        {
            Add(message.Reasons[i].Code);
            Add(message.Reasons[i].Text);
        }
        SHA256.HashData(_fields.WrittenSpan, into);
    }

    /// <summary>The commitment to a text that is not sent.</summary>
    public void OfSuppression(ReadOnlySpan<byte> salt, MessageId row, string customer, Suppression suppression, Span<byte> into)
    {
        Begin("tidings-suppression/v1\n"u8, salt);
        Add(row.Value);
        Add(customer);
        Add(suppression.Alert);
        Add((byte)suppression.Class);
        Add(suppression.Reason.Code);
        Add(suppression.Reason.Text);
        SHA256.HashData(_fields.WrittenSpan, into);
    }

    /// <summary>The commitment to a receipt. It has no salt: nothing of it is personal.</summary>
    public void OfReceipt(in ReceiptRow receipt, Span<byte> into)
    {
        Begin("tidings-receipt/v1\n"u8, []);
        Add(receipt.Message.Value);
        Add((byte)receipt.Segment);
        Add(AuditEntry.Microseconds(receipt.At));
        Add(receipt.State);
        Add(receipt.Error ?? "");
        SodiumHash.Sha256(_fields.WrittenSpan, into);
    }

    /// <summary>The commitment to a version of a document, with its time, and to who wrote it. Who does not know the salt learns neither, not even by guessing.</summary>
    /// <param name="actor">As acts name him; <c>node</c> where the node wrote it itself.</param>
    /// <param name="document">In clear. Of one that is deleted the body is empty.</param>
    public void OfDocument(ReadOnlySpan<byte> salt, string actor, DocumentRow document, Span<byte> into)
    {
        Begin("tidings-document/v1\n"u8, salt);
        Add(actor);
        Add(document.Kind);
        Add(document.Id);
        Add((long)document.Version);
        Add(AuditEntry.Microseconds(document.At));
        Add(document.Body.Span);
        SHA256.HashData(_fields.WrittenSpan, into);
    }

    void Begin(ReadOnlySpan<byte> form, ReadOnlySpan<byte> salt)
    {
        _fields.ResetWrittenCount();
        _fields.Write(form);
        _fields.Write(salt);
    }

    void Add(byte value)
    {
        _fields.GetSpan(1)[0] = value;
        _fields.Advance(1);
    }

    void Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_fields.GetSpan(8), value);
        _fields.Advance(8);
    }

    void Add(string word)
    {
        var span = _fields.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(word.Length));
        var length = Encoding.UTF8.GetBytes(word, span[4..]);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        _fields.Advance(4 + length);
    }

    void Add(ReadOnlySpan<byte> body)
    {
        BinaryPrimitives.WriteInt32BigEndian(_fields.GetSpan(4), body.Length);
        _fields.Advance(4);
        _fields.Write(body);
    }
}

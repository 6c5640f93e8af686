using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Audit.Entries;

/// <summary>
/// What opens the entries of documents that were written together: who wrote them, and each one's salt. It is stored beside them, sealed, as a document of a kind of its own that
/// has no entry itself: the commitments hold it. Where it is gone the entries stand and say nothing.
/// </summary>
/// <param name="Actor">As acts name him; <c>node</c> where the node wrote them itself.</param>
/// <param name="Documents">One for each entry, in their order.</param>
public sealed record AuditOpening(string Actor, IReadOnlyList<DocumentOpening> Documents)
{
    /// <summary>The kind of the documents that openings are kept in.</summary>
    public const string Kind = "audit-opening";

    /// <summary>As it is stored.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AuditOpeningJson.Default.AuditOpening);

    /// <summary>What such a document says.</summary>
    public static AuditOpening Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, AuditOpeningJson.Default.AuditOpening) ?? throw new InvalidDataException("An opening's document is empty.");

    /// <inheritdoc/>
    public override string ToString() => "audit opening (redacted)";
}

/// <summary>What opens one entry.</summary>
/// <param name="Kind">The document's kind.</param>
/// <param name="Salt">16 bytes. Each has its own: who is shown one opens no other.</param>
/// <param name="Commitment">The entry's, by which it is found.</param>
public sealed record DocumentOpening(string Kind, string Id, int Version, byte[] Salt, byte[] Commitment)
{
    /// <summary>It is this version's.</summary>
    public bool IsOf(DocumentRow document) => document.Version == Version && document.Id == Id && document.Kind == Kind;

    /// <inheritdoc/>
    public override string ToString() => "document opening (redacted)";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AuditOpening))]
internal sealed partial class AuditOpeningJson : JsonSerializerContext;

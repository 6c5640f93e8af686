using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver;

/// <summary>That a customer was closed and what waits for him is to end: written with the row that closes him, gone when it is done. It names the row alone.</summary>
internal static class ClosingNote
{
    /// <summary>The kind of the documents.</summary>
    public const string Kind = "closing";

    static readonly byte[] Body = "{}"u8.ToArray();

    public static DocumentRow Of(MessageId row, DateTimeOffset at) => new(Kind, row.ToString(), 1, at, Body);

    public static DocumentRemoval Done(DocumentRow note) => new(Kind, note.Id, note.Version);

    public static MessageId? RowOf(DocumentRow note) => MessageId.TryParse(note.Id, out var row) ? row : null;
}

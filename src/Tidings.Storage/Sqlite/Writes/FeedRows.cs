using System.Buffers;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>The feed's part of a transaction: the entries of all its units in one row, in the order of the units. Costs nothing where there are none.</summary>
internal sealed class FeedRows(Connection connection)
{
    readonly ArrayBufferWriter<byte> body = new();
    readonly Statement insert = connection.Statement("feed/insert");

    public void Add(IReadOnlyList<FeedEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            FeedBytes.Write(body.GetSpan(FeedBytes.Length), entries[i]);
            body.Advance(FeedBytes.Length);
        }
    }

    public void Write()
    {
        if (body.WrittenCount == 0)
            return;
        // As in the audit log: read in the transaction, so that what was rolled back leaves no gap.
        insert.Bind(1, FeedReads.End(connection)).Bind(2, body.WrittenCount / FeedBytes.Length).Bind(3, body.WrittenSpan).Run();
    }

    public void Clear() => body.ResetWrittenCount();
}

using System.Buffers;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>The audit log's part of a transaction: the entries of all its units in one row, in the order of the units.</summary>
internal sealed class AuditRows(Connection connection)
{
    readonly ArrayBufferWriter<byte> body = new();
    readonly Statement insert = connection.Statement("audit/insert");
    int count;

    public void Add(AuditEntries entries)
    {
        if (entries.Count == 0)
            return;
        body.Write(entries.Body.Span);
        count += entries.Count;
    }

    public void Write()
    {
        if (count == 0)
            return;
        // The next index is read in the transaction: what was rolled back leaves no gap.
        insert.Bind(1, AuditReads.Size(connection)).Bind(2, count).Bind(3, body.WrittenSpan).Run();
    }

    public void Clear()
    {
        body.ResetWrittenCount();
        count = 0;
    }
}

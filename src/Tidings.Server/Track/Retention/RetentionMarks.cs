using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Track.Retention;

/// <summary>Up to which row the texts of each class are purged: marks of an ordered source, written in the unit of what they speak of. Whoever shortens a class's time finds its mark where it stood.</summary>
internal static class RetentionMarks
{
    const string Source = "tidings:retention";

    public static async ValueTask<IReadOnlyDictionary<MessageClass, MessageId>> Read(IStore store, CancellationToken cancel) =>
        (await store.ReadSource(Source, cancel)).ToDictionary(static row => (MessageClass)row.SourcePartition, static row => new MessageId(row.Offset));

    public static IReadOnlyList<SourceRow> UpTo(IEnumerable<MessageClass> classes, MessageId row) => [.. classes.Select(of => new SourceRow(Source, (int)of, row.Value, 0))];
}

using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

/// <summary>Rows as the flow would write them.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static MessageId Id(int number, int partition = 0) => new(MessageId.First(Noon, partition).Value + ((long)number << 22));

    public static JournalRow Row(MessageId id, int messages = 1, string? carrier = "alpha", int partition = 0) => new()
    {
        Id = id,
        Partition = partition,
        Customer = "c-" + id.Value,
        EventKey = 0x8000_0000_0000_0000UL + (ulong)id.Value,
        Messages = messages,
        Class = (byte)MessageClass.Transaction,
        Carrier = messages == 0 ? null : carrier,
        Payload = Encoding.UTF8.GetBytes("sealed " + id.Value),
        Delta = Encoding.UTF8.GetBytes("delta " + id.Value),
    };

    /// <summary>Fills a page of the file.</summary>
    public static JournalRow Big(MessageId id) => new()
    {
        Id = id, Partition = 0, Customer = "c", EventKey = 1, Messages = 0, Class = 0, Payload = new byte[4000], Delta = default,
    };

    public static CommitUnit Journal(Fence fence, params JournalRow[] rows) => new() { Fences = [fence], Journal = rows };

    public static SubmissionRow Accepted(MessageId message, int segment = 0, int attempt = 1, bool settles = true) =>
        new(message, segment, attempt, Noon.AddMilliseconds(1.234), "alpha/1", SubmissionResult.Accepted, "ref-" + message.Value, 0, settles);

    public static SubmissionRow Throttled(MessageId message, int attempt = 1) =>
        new(message, 0, attempt, Noon, "alpha/1", SubmissionResult.Retry, null, 0x58, false);

    public static async Task<List<T>> ToList<T>(this IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
            list.Add(row);
        return list;
    }

    public static void Same(JournalRow expected, JournalRow actual)
    {
        Assert.Equal((expected.Id, expected.Partition, expected.Customer, expected.EventKey, expected.Messages, expected.Class, expected.Carrier),
            (actual.Id, actual.Partition, actual.Customer, actual.EventKey, actual.Messages, actual.Class, actual.Carrier));
        Assert.Equal(expected.Payload.ToArray(), actual.Payload.ToArray());
        Assert.Equal(expected.Delta.ToArray(), actual.Delta.ToArray());
    }
}

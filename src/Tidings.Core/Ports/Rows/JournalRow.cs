using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>An accepted event, decided: the one durable write of its way.</summary>
public sealed class JournalRow
{
    public required MessageId Id { get; init; }
    public required int Partition { get; init; }
    public required string Customer { get; init; }
    public required ulong EventKey { get; init; }
    /// <summary>How many messages the event yielded, 0 to 16; their ids are Id, Id+1, ...</summary>
    public required int Messages { get; init; }
    /// <summary>The most urgent class among the messages; 0 without messages.</summary>
    public required byte Class { get; init; }
    /// <summary>The carrier that the messages go to; null without messages.</summary>
    public string? Carrier { get; init; }
    /// <summary>The decided event. Sealed before it gets here.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
    /// <summary>What the event changed in the customer's state.</summary>
    public required ReadOnlyMemory<byte> Delta { get; init; }
}

/// <summary>A message that waits for its time, written with its journal row; removed by the submission fact that settles it.</summary>
public readonly record struct DeferredRow(MessageId Id, string Carrier, DateTimeOffset NotBefore);

/// <summary>How far an ordered source (a file, a broker partition) has been accepted, in the same transaction as the events.</summary>
public readonly record struct SourceRow(string Source, int SourcePartition, long Offset, int Partition)
{
    /// <inheritdoc cref="SubmissionRow.Tag"/>
    public long Tag { get; init; }
}

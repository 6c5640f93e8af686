using MemoryPack;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Server.Partitions;

/// <summary>Events for one partition, each of one customer. Handed over by reference within a process, as MemoryPack between processes.</summary>
[Immutable]
public sealed class PartBatch(BankEvent[] events)
{
    public BankEvent[] Events { get; } = events;
}

/// <summary>What became of the parts, in the order of the batch.</summary>
[Immutable]
public sealed class PartOutcomes(PartOutcome[] outcomes)
{
    public PartOutcome[] Outcomes { get; } = outcomes;
}

/// <param name="TooOld">Nobody was told, because it happened too long ago.</param>
/// <param name="First">Id of the part's first message; its others follow it.</param>
[MemoryPackable]
public readonly partial record struct PartOutcome(EventStatus Status, MessageId First, int Messages, FieldError[]? Errors, bool TooOld = false)
{
    /// <summary>Of a step of a verification: what came of it. Null: it is something else, or was not decided.</summary>
    public VerificationAnswer? Verification { get; init; }

    /// <summary>Of a payment of which it was asked: what is to be done about it. Null: it was not asked, or fraud is not sought.</summary>
    public PaymentAdvice? Advice { get; init; }

    public static PartOutcome Of(EventStatus status) => new(status, default, 0, null);
}

[GenerateSerializer]
internal struct MemoryPacked
{
    [Id(0)]
    public byte[] Bytes;
}

[RegisterConverter]
internal sealed class PartBatchConverter : IConverter<PartBatch, MemoryPacked>
{
    public PartBatch ConvertFromSurrogate(in MemoryPacked surrogate) => new(MemoryPackSerializer.Deserialize<BankEvent[]>(surrogate.Bytes)!);
    public MemoryPacked ConvertToSurrogate(in PartBatch value) => new() { Bytes = MemoryPackSerializer.Serialize(value.Events) };
}

[RegisterConverter]
internal sealed class PartOutcomesConverter : IConverter<PartOutcomes, MemoryPacked>
{
    public PartOutcomes ConvertFromSurrogate(in MemoryPacked surrogate) => new(MemoryPackSerializer.Deserialize<PartOutcome[]>(surrogate.Bytes)!);
    public MemoryPacked ConvertToSurrogate(in PartOutcomes value) => new() { Bytes = MemoryPackSerializer.Serialize(value.Outcomes) };
}

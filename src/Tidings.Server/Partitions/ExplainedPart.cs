namespace Tidings.Server.Partitions;

/// <summary>An explanation as it is answered, made where the customer's state is. Empty: the state does not open, or its owner is at its end.</summary>
[Immutable]
internal sealed class ExplainedPart(byte[] json)
{
    public byte[] Json { get; } = json;
}

[RegisterConverter]
internal sealed class ExplainedPartConverter : IConverter<ExplainedPart, MemoryPacked>
{
    public ExplainedPart ConvertFromSurrogate(in MemoryPacked surrogate) => new(surrogate.Bytes);
    public MemoryPacked ConvertToSurrogate(in ExplainedPart value) => new() { Bytes = value.Json };
}

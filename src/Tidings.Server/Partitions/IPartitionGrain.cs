using Tidings.Core.Customers;

namespace Tidings.Server.Partitions;

/// <summary>The owner of the customers whose hash falls on its key. One activation in the cluster; the store's epoch makes sure of it.</summary>
internal interface IPartitionGrain : IGrainWithIntegerKey
{
    ValueTask<PartOutcomes> Accept([Immutable] PartBatch batch);

    ValueTask<ProfileAnswer> ReadProfile(string customer);

    /// <summary>What would become of the one event of this batch. Nothing changes by it.</summary>
    ValueTask<ExplainedPart> Explain([Immutable] PartBatch one);

    /// <summary>Destroys a customer's key and forgets him. False: ask again.</summary>
    ValueTask<bool> Erase(string customer);

    /// <summary>Keeps the activation alive and lets it do what its clock asks for.</summary>
    ValueTask Pulse();
}

/// <summary>A customer's profile as its owner holds it; null where the customer is not registered.</summary>
[Immutable]
internal sealed class ProfileAnswer(CustomerProfile? profile, bool unreadable = false)
{
    /// <summary>What is stored of him does not open.</summary>
    public bool Unreadable { get; } = unreadable;

    public CustomerProfile? Profile { get; } = profile;
}

[RegisterConverter]
internal sealed class ProfileAnswerConverter : IConverter<ProfileAnswer, MemoryPacked>
{
    public ProfileAnswer ConvertFromSurrogate(in MemoryPacked surrogate) =>
        surrogate.Bytes.Length == 0 ? new(null, unreadable: true) : new(MemoryPack.MemoryPackSerializer.Deserialize<CustomerProfile>(surrogate.Bytes));
    public MemoryPacked ConvertToSurrogate(in ProfileAnswer value) =>
        new() { Bytes = value.Unreadable ? [] : MemoryPack.MemoryPackSerializer.Serialize(value.Profile) };
}

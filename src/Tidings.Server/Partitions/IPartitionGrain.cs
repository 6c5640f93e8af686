using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Verify;

namespace Tidings.Server.Partitions;

/// <summary>The owner of the customers whose hash falls on its key. One activation in the cluster; the store's epoch makes sure of it.</summary>
internal interface IPartitionGrain : IGrainWithIntegerKey
{
    ValueTask<PartOutcomes> Accept([Immutable] PartBatch batch);

    ValueTask<ProfileAnswer> ReadProfile(string customer);

    /// <summary>What would become of the one event of this batch. Nothing changes by it.</summary>
    ValueTask<ExplainedPart> Explain([Immutable] PartBatch one);

    /// <summary>A customer's verification by the random half of its id.</summary>
    /// <param name="begun">What stands where the state has none of it.</param>
    ValueTask<VerificationRead> ReadVerification(string customer, ulong key, VerificationRead begun);

    /// <summary>A question about an unusual payment, by its key.</summary>
    ValueTask<QuestionRead> ReadQuestion(string customer, ulong key);

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

/// <summary>A verification as its owner holds it, durably; null where there is none.</summary>
[Immutable]
internal sealed class VerificationRead(Verification? found, bool unreadable = false)
{
    /// <summary>What is stored of the customer does not open, or his partition is on its way.</summary>
    public bool Unreadable { get; } = unreadable;

    public Verification? Found { get; } = found;
}

[RegisterConverter]
internal sealed class VerificationReadConverter : IConverter<VerificationRead, MemoryPacked>
{
    public VerificationRead ConvertFromSurrogate(in MemoryPacked surrogate) =>
        surrogate.Bytes.Length == 0 ? new(null, unreadable: true) : new(MemoryPack.MemoryPackSerializer.Deserialize<Verification>(surrogate.Bytes));
    public MemoryPacked ConvertToSurrogate(in VerificationRead value) =>
        new() { Bytes = value.Unreadable ? [] : MemoryPack.MemoryPackSerializer.Serialize(value.Found) };
}

/// <summary>A question as its owner holds it, durably; null where there is none.</summary>
[Immutable]
internal sealed class QuestionRead(FraudQuestion? found, bool unreadable = false)
{
    /// <summary>What is stored of the customer does not open, or his partition is on its way.</summary>
    public bool Unreadable { get; } = unreadable;

    public FraudQuestion? Found { get; } = found;
}

[RegisterConverter]
internal sealed class QuestionReadConverter : IConverter<QuestionRead, MemoryPacked>
{
    public QuestionRead ConvertFromSurrogate(in MemoryPacked surrogate) =>
        surrogate.Bytes.Length == 0 ? new(null, unreadable: true) : new(MemoryPack.MemoryPackSerializer.Deserialize<FraudQuestion>(surrogate.Bytes));
    public MemoryPacked ConvertToSurrogate(in QuestionRead value) =>
        new() { Bytes = value.Unreadable ? [] : MemoryPack.MemoryPackSerializer.Serialize(value.Found) };
}

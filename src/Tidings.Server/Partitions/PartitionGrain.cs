using Orleans.Concurrency;
using Tidings.Security.Keys;

namespace Tidings.Server.Partitions;

/// <summary>
/// Places a <see cref="PartitionOwner"/>: activation takes the partition (raising its epoch) and replays; what the owner finds out of
/// order (an old epoch, a store that cannot write) ends the activation, and the next pulse starts a fresh one.
/// </summary>
[Reentrant]
[KeepAlive]
internal sealed class PartitionGrain(PartitionOwnerFactory owners, IServiceProvider services) : Grain, IPartitionGrain
{
    PartitionOwner? _owner;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _owner = await owners.Take((int)this.GetPrimaryKeyLong(), cancellationToken);

    public async ValueTask<PartOutcomes> Accept(PartBatch batch)
    {
        var outcomes = await _owner!.Accept(batch.Events);
        EndIfBroken();
        return new(outcomes);
    }

    public async ValueTask<ProfileAnswer> ReadProfile(string customer) => new(await _owner!.ReadProfile(customer));

    public async ValueTask<bool> Erase(string customer)
    {
        var ring = services.GetRequiredService<KeyRing>();
        try
        {
            return await _owner!.Erase(customer, async () => await ring.DestroyCustomer(customer, CancellationToken.None));
        }
        finally
        {
            EndIfBroken();
        }
    }

    public async ValueTask Pulse()
    {
        await _owner!.Pulse();
        EndIfBroken();
    }

    void EndIfBroken()
    {
        if (_owner!.Broken)
            DeactivateOnIdle();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_owner is { } owner)
            await owner.DisposeAsync();
    }
}

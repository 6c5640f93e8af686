using Orleans.Concurrency;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Decide.Explain;

namespace Tidings.Server.Partitions;

/// <summary>
/// Places a <see cref="PartitionOwner"/>: activation takes the partition (raising its epoch) and replays; what the owner finds out of
/// order (an old epoch, a store that cannot write) ends the activation, and the next pulse starts a fresh one. Where the replay meets a row that does not open, the partition stands still: it says so to
/// whoever calls, and tries again after a while; the others go on.
/// </summary>
[Reentrant]
[KeepAlive]
internal sealed class PartitionGrain(PartitionOwnerFactory owners, IServiceProvider services, TimeProvider time) : Grain, IPartitionGrain
{
    static readonly TimeSpan StandsStillFor = TimeSpan.FromMinutes(1);

    /// <summary>Null: the partition stands still.</summary>
    PartitionOwner? _owner;
    long _stoodStill;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var partition = (int)this.GetPrimaryKeyLong();
        try
        {
            _owner = await owners.Take(partition, cancellationToken);
        }
        catch (SealRefusedException refused)
        {
            PartitionLog.StandsStill(services.GetRequiredService<ILogger<PartitionGrain>>(), partition, refused.Row ?? "a key");
            _stoodStill = time.GetTimestamp();
        }
    }

    public async ValueTask<PartOutcomes> Accept(PartBatch batch)
    {
        if (_owner is not { } owner)
            return new([.. batch.Events.Select(static _ => StateUnreadableException.Outcome)]);
        var outcomes = await owner.Accept(batch.Events);
        EndIfBroken();
        return new(outcomes);
    }

    public async ValueTask<ProfileAnswer> ReadProfile(string customer)
    {
        try
        {
            return _owner is { } owner ? new(await owner.ReadProfile(customer)) : new(null, unreadable: true);
        }
        catch (StateUnreadableException)
        {
            return new(null, unreadable: true);
        }
    }

    public async ValueTask<VerificationRead> ReadVerification(string customer, ulong key, VerificationRead begun)
    {
        try
        {
            return _owner is { } owner ? new(await owner.ReadVerification(customer, key, begun.Found)) : new(null, unreadable: true);
        }
        catch (StateUnreadableException)
        {
            return new(null, unreadable: true);
        }
    }

    public async ValueTask<QuestionRead> ReadQuestion(string customer, ulong key)
    {
        try
        {
            return _owner is { } owner ? new(await owner.ReadQuestion(customer, key)) : new(null, unreadable: true);
        }
        catch (StateUnreadableException)
        {
            return new(null, unreadable: true);
        }
    }

    public async ValueTask<ExplainedPart> Explain(PartBatch one)
    {
        var (explainer, happened) = (services.GetRequiredService<Explainer>(), one.Events[0]);
        try
        {
            return _owner is { } owner ? new(await owner.Explain(happened, (state, account, key) => explainer.Explain(happened, state, account, key))) : new([]);
        }
        catch (StateUnreadableException)
        {
            return new([]);
        }
    }

    public async ValueTask<bool> Erase(string customer)
    {
        var ring = services.GetRequiredService<KeyRing>();
        if (_owner is not { } owner)
        {
            // Nothing of his is in memory or on its way to the store, and whoever takes the partition next passes over what is his. Where the row that does not open was his, that is its end.
            await ring.DestroyCustomer(customer, CancellationToken.None);
            return true;
        }
        try
        {
            return await owner.Erase(customer, async () => await ring.DestroyCustomer(customer, CancellationToken.None));
        }
        finally
        {
            EndIfBroken();
        }
    }

    public async ValueTask Pulse()
    {
        if (_owner is { } owner)
            await owner.Pulse();
        EndIfBroken();
    }

    void EndIfBroken()
    {
        if (_owner?.Broken ?? time.GetElapsedTime(_stoodStill) >= StandsStillFor)
            DeactivateOnIdle();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_owner is { } owner)
            await owner.DisposeAsync();
    }
}

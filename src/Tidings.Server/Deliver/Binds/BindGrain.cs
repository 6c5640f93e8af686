using Orleans.Concurrency;

namespace Tidings.Server.Deliver.Binds;

/// <summary>Places a <see cref="BindOwner"/>. What ends the owner (another one's epoch, a broken store) ends the activation; the next pulse starts afresh.</summary>
[Reentrant]
[KeepAlive]
internal sealed class BindGrain(CarrierSet carriers) : Grain, IBindGrain
{
    BindOwner? _owner;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var bind = this.GetPrimaryKeyString();
        _owner = new(carriers.OfBind(bind), bind, this.GetGrainId().ToString());
        _owner.Start();
        return Task.CompletedTask;
    }

    public ValueTask Pulse()
    {
        if (_owner!.Ended)
            DeactivateOnIdle();
        return ValueTask.CompletedTask;
    }

    public async ValueTask Drain() => await _owner!.Stop();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_owner is { } owner)
            await owner.DisposeAsync();
    }
}

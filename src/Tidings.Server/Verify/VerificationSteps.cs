using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Server.Partitions;

namespace Tidings.Server.Verify;

/// <summary>Takes steps to where they are decided, and reads from there. A step is an event: when its outcome is here, it is on the disk.</summary>
internal sealed class VerificationSteps(IEventRouter router, IGrainFactory grains, IOptions<PartitionOptions> partitions, TimeProvider clock)
{
    /// <summary>The beginning of these events' source; no door takes one from outside.</summary>
    const string Source = "tidings:verification:";

    /// <param name="caller">Whose <paramref name="id"/> it is.</param>
    public async ValueTask<EventOutcome> Take(string caller, string id, string customer, VerificationStep step, CancellationToken cancel) => (await router.Accept(
        [new() { Source = Source + caller, Id = id, Type = EventTypes.Verification, Time = clock.GetUtcNow(), Customer = customer, Verification = step }], cancel))[0];

    /// <exception cref="StateUnreadableException">What is stored of the customer does not open.</exception>
    public async ValueTask<Verification?> Read(KnownId id) =>
        await grains.GetGrain<IPartitionGrain>(Placement.Of(id.Customer, partitions.Value.Count)).ReadVerification(id.Customer, id.Key, new(id.Begun)) is { Unreadable: false } read
            ? read.Found
            : throw new StateUnreadableException();
}

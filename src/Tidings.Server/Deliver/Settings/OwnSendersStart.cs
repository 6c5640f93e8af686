using Tidings.Server.Decide;

namespace Tidings.Server.Deliver.Settings;

/// <summary>
/// A carrier's own sender that the bank has not registered is told at the start: the node runs, and that carrier is given no text to that country. The settings cannot drop one that a carrier has. Needs what the bank has set in
/// force.
/// </summary>
internal sealed class OwnSendersStart(OwnSenders own, RulebookHolder holder, ILogger<OwnSendersStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var wrong in own.Unregistered(holder.Pipeline.Rulebook.Bank))
            DeliverLog.NotRegistered(log, wrong);
        holder.RefusesSettings = own.Dropped;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

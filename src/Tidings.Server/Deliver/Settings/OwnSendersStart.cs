using Microsoft.Extensions.Options;
using Tidings.Server.Decide;

namespace Tidings.Server.Deliver.Settings;

/// <summary>A carrier's own sender that the bank has not registered is told before the first text would be withheld for it. Needs what the bank has set in force.</summary>
internal sealed class OwnSendersStart(OwnSenders own, RulebookHolder holder) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => own.Unregistered(holder.Pipeline.Rulebook.Bank) is { Count: > 0 } wrong
        ? throw new OptionsValidationException(CarrierOptions.Section, typeof(CarrierOptions), wrong)
        : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Server.Partitions;

namespace Tidings.Server.Host;

/// <summary>The first to start and the last to stop: opens the store and brings the directory into memory before anything can ask for it.</summary>
internal sealed class NodeStart(IStore store, AccountDirectory accounts, IOptions<PartitionOptions> partitions) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.Open(partitions.Value.Count, cancellationToken);
        await accounts.Load(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

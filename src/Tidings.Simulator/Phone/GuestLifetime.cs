using Microsoft.Extensions.Hosting;

namespace Tidings.Simulator.Phone;

/// <summary>The Phone is a guest in its process: the usual lifetime would take Ctrl+C and SIGTERM for itself and keep the process alive.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

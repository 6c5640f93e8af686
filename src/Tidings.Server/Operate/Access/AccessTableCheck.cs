namespace Tidings.Server.Operate.Access;

/// <summary>
/// An address that the table does not have ends the start, with its name. Looked at when all else has started, since only then every address is mapped; until then
/// such an address opens for nobody.
/// </summary>
internal sealed class AccessTableCheck(AccessTable table, EndpointDataSource endpoints) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var missing = endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => table.Of(endpoint) is null).Select(AccessTable.NameOf).Distinct().ToArray();
        return missing.Length == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException($"The table of scopes (AccessRows) does not have {string.Join(", ", missing)}.");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

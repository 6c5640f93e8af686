namespace Tidings.Server.Host;

/// <summary>
/// Whether a node stopped because one of its services failed. The framework ends the host quietly then; a supervisor must see that it was no
/// stop that somebody wanted.
/// </summary>
public sealed class NodeEnd
{
    BackgroundService[] _services = [];

    NodeEnd() { }

    /// <summary>Watches a host that is not started yet.</summary>
    public static NodeEnd Watch(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var end = new NodeEnd();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
            () => end._services = [.. host.Services.GetServices<IHostedService>().OfType<BackgroundService>()]);
        return end;
    }

    /// <summary>The part that failed and the kind of its failure, whose words may hold personal data; null where none has failed.</summary>
    public (string Part, string Kind)? Failure
    {
        get
        {
            foreach (var service in _services)
                if (service.ExecuteTask is { IsFaulted: true, Exception: { } failure })
                    return (service.GetType().Name, failure.GetBaseException().GetType().Name);
            return null;
        }
    }
}

using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Access;

namespace Tidings.Server.Host;

/// <summary>
/// An installation without keys could be spoken to by nobody. At its first start it makes one and leaves it in a file that only its user can
/// read; whoever takes the key away deletes the file.
/// </summary>
internal sealed class FirstKey(ApiKeys keys, IActs acts, IOptions<NodeOptions> options, ILogger<FirstKey> log) : IHostedService
{
    public const string FileName = "first-api-key";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((await keys.List(cancellationToken)).Count > 0)
            return;
        var (made, row) = keys.Prepare(new("first"));
        await keys.Put([row, .. acts.Record(new("system", "api-key.changed", $"api-key/{made.Key.Id}/1"))], cancellationToken);
        var path = Path.Combine(options.Value.DataDirectory, FileName);
        await FirstFile.Write(path, made.Secret, cancellationToken);
        HostLog.FirstKey(log, path);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

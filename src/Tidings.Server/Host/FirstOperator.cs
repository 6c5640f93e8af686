using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Access;

namespace Tidings.Server.Host;

/// <summary>
/// An installation without operators gets its first administrator: a code by which he enrols, once and within three days, in a file that only its user can read. Where nobody
/// came, the command line lets him enrol anew.
/// </summary>
internal sealed class FirstOperator(Operators operators, IActs acts, IOptions<NodeOptions> options, ILogger<FirstOperator> log) : IHostedService
{
    public const string FileName = "first-operator";
    public const string Name = "administrator";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((await operators.List(cancellationToken)).Count > 0)
            return;
        var (row, code) = operators.Prepare(Name, ["administrator"], null);
        await operators.Put([row, .. acts.Record(new("system", "operator.changed", $"operator/{Name}/1"))], cancellationToken);
        var path = Path.Combine(options.Value.DataDirectory, FileName);
        await FirstFile.Write(path, code, cancellationToken);
        HostLog.FirstOperator(log, path);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>Deletes what signing in leaves behind, so that the store grows by acts and not by sessions.</summary>
internal sealed class SignInUpkeep(SignInRemains remains, TimeProvider clock, ILogger<SignInUpkeep> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await remains.Remove(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                OperateLog.RemainsNotRemoved(log, failure.GetType().FullName);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>Keys, operators and sessions that are made or ended elsewhere (the command line, another node) count here within seconds; the days on which keys were used are written behind.</summary>
internal sealed class ApiKeyRefresh(ApiKeys keys, Operators operators, Sessions sessions, TimeProvider clock, ILogger<ApiKeyRefresh> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await keys.Refresh(stoppingToken);
                await operators.Refresh(stoppingToken);
                await sessions.Refresh(stoppingToken);
                await sessions.EndIdle(stoppingToken);
                await keys.WriteUses(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                OperateLog.KeysNotRefreshed(log, failure.GetType().FullName);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

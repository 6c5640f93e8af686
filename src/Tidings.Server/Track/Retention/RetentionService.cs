using Microsoft.Extensions.Options;

namespace Tidings.Server.Track.Retention;

/// <summary>Looks for what is over, some minutes after the start and then from time to time.</summary>
internal sealed class RetentionService(RetentionPass pass, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionService> log) : BackgroundService
{
    /// <summary>A node that starts has other things to do.</summary>
    static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First < options.Value.Every ? First : options.Value.Every, time, stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Every, time);
        do
        {
            try
            {
                var (texts, low, _) = await pass.Run(time.GetUtcNow(), stoppingToken);
                if (texts > 0 || low != default)
                    RetentionLog.Purged(log, texts, low == default ? "nothing" : $"what is older than {low.At:yyyy-MM-dd HH:mm}");
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                RetentionLog.Failed(log, failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

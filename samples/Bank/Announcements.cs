using System.Threading.Channels;
using Tidings.Client;
using Tidings.Client.Events;

namespace Meridian;

/// <summary>
/// Tells the node what has happened, beside the pages and in order. A real bank writes an event into the transaction that it tells of, and sends from there: here what waits is lost when
/// the program ends.
/// </summary>
internal sealed partial class Announcements(TidingsClient tidings, TimeProvider time, ILogger<Announcements> log) : BackgroundService
{
    const string Source = "/meridian/web";
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly Channel<TidingsEvent> _waiting = Channel.CreateBounded<TidingsEvent>(1000);

    public void Add(string id, EventData happened) => _waiting.Writer.TryWrite(new(Source, id, happened) { Time = time.GetUtcNow() });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var one in _waiting.Reader.ReadAllAsync(stoppingToken))
            while (!await IsSettled(one, stoppingToken))
                await Task.Delay(Pause, time, stoppingToken);
    }

    async Task<bool> IsSettled(TidingsEvent one, CancellationToken cancel)
    {
        try
        {
            await tidings.Events.SendAsync(one, cancel);
            return true;
        }
        catch (TidingsException failure)
        {
            // Codes and fields' names: it may be logged.
            NotTaken(log, failure.Message);
            return failure.Status is >= 400 and < 500 and not 429;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "An event was not taken: {Why}")]
    static partial void NotTaken(ILogger log, string why);
}

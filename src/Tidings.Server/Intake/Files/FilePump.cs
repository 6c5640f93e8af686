using Microsoft.Extensions.Options;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Files;

/// <summary>Takes camt files from whichever door; the same file through two doors is told once, since both name the same source.</summary>
internal sealed class FilePump(EventPump pump, IOptions<IntakeOptions> options, TimeProvider clock)
{
    readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.DefaultTimeZone);

    public async ValueTask<(FileEnd End, FileReport Report)> Take(Stream file, FileAs told, Reach reach, CancellationToken cancel)
    {
        var run = new FileRun(pump, new()
        {
            Source = options.Value.FileSource, Zone = _zone, Received = clock.GetUtcNow(), PerTransaction = told == FileAs.Transaction,
        }, reach);
        var report = await run.Run(file, cancel);
        return (run.End, report);
    }
}

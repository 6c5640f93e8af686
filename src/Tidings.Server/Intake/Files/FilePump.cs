using Microsoft.Extensions.Options;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Files;

/// <summary>
/// Takes camt files from whichever door; the same file through two doors is told once, since both name the same source. Taken once by entry and
/// once by transaction, what has several transactions is told twice.
/// </summary>
internal sealed class FilePump(EventPump pump, IOptions<IntakeOptions> options, TimeProvider clock, ILogger<FilePump> log)
{
    readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.DefaultTimeZone);

    public async ValueTask<(FileEnd End, FileReport Report)> Take(Stream file, FileAs told, Reach reach, bool tell, CancellationToken cancel)
    {
        var run = new FileRun(pump, new()
        {
            Source = options.Value.FileSource, Zone = _zone, Received = clock.GetUtcNow(), PerTransaction = told == FileAs.Transaction,
            TellCopies = options.Value.TellCopies,
        }, reach, log, tell);
        var report = await run.Run(file, cancel);
        return (run.End, report);
    }
}

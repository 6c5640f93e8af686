namespace Tidings.Server.Intake;

/// <summary>All that this room logs: counts and kinds. Names of files may hold account numbers, so they are not written.</summary>
internal static partial class IntakeLog
{
    [LoggerMessage(1101, LogLevel.Information, "A file of the drop folder went to {Folder}: {Entries} entries, {Accepted} events accepted, {Duplicates} duplicates, {Refused} refused")]
    public static partial void FileTaken(ILogger log, string folder, long entries, long accepted, long duplicates, long refused);

    [LoggerMessage(1102, LogLevel.Warning, "A file of the drop folder waits: {Why}")]
    public static partial void FileWaits(ILogger log, string why);

    [LoggerMessage(1103, LogLevel.Error, "The drop folder cannot be read or written: {Type}")]
    public static partial void FolderFailed(ILogger log, string type);
}

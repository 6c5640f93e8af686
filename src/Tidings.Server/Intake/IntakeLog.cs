namespace Tidings.Server.Intake;

/// <summary>All that this room logs: counts and kinds. Names of files may hold account numbers, so a short hash stands for them (the first eight hex digits of <c>printf %s NAME | sha256sum</c>).</summary>
internal static partial class IntakeLog
{
    [LoggerMessage(1111, LogLevel.Information, "A file of the drop folder went to {Folder}: {Entries} entries, {Accepted} events accepted, {Duplicates} duplicates, {Refused} refused")]
    public static partial void FileTaken(ILogger log, string folder, long entries, long accepted, long duplicates, long refused);

    [LoggerMessage(1112, LogLevel.Warning, "File {File} of the drop folder waits: {Why}")]
    public static partial void FileWaits(ILogger log, string file, string why);

    [LoggerMessage(1116, LogLevel.Error, "File {File} of the drop folder is larger than {Most} bytes, and is not read")]
    public static partial void FileTooLarge(ILogger log, string file, long most);

    [LoggerMessage(1113, LogLevel.Error, "The drop folder cannot be read or written: {Type}")]
    public static partial void FolderFailed(ILogger log, string type);

    [LoggerMessage(1114, LogLevel.Error, "A file could not be processed: {Type}")]
    public static partial void FileFailed(ILogger log, string type);

    [LoggerMessage(1115, LogLevel.Error, "An entry of a file could not be made into an event: {Type}")]
    public static partial void EntryFailed(ILogger log, string type);
}

namespace Tidings.Server.Intake.Files;

/// <summary>How the reading of a file ended.</summary>
internal enum FileEnd : byte
{
    /// <summary>To its end, whatever was refused on the way.</summary>
    Read = 1,
    /// <summary>It is no camt file, or broken. What came before stands.</summary>
    Broken,
    /// <summary>The partitions took no more for now: the same file again, later, completes it.</summary>
    Busy,
    /// <summary>Something failed on our side. What came before stands; the file is not tried again by itself.</summary>
    Failed,
}

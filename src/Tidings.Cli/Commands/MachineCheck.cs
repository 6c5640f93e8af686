using System.Globalization;
using Tidings.Server.Host.Doctor;

namespace Tidings.Cli.Commands;

/// <summary>Whether this machine can keep what Tidings promises: what it has, and what its disk says.</summary>
internal static class MachineCheck
{
    const int Writes = 20, PageBytes = 4096;

    /// <param name="folder">Where the store is or will be. A file is written to and removed again in it, or in what is above it and there; nothing else is touched.</param>
    public static IEnumerable<DoctorFinding> Run(string folder)
    {
        yield return Of(".NET", Environment.Version.ToString(), Environment.Version.Major >= 10, "Install the .NET 10 runtime.");
        yield return Of("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), true, "");
        yield return Found("time zones", TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Istanbul", out _), "Install tzdata.");
        yield return Found("languages", CultureInfo.GetCultureInfo("hi-IN").NumberFormat.NumberGroupSizes is [3, 2], "Install libicu.");
        foreach (var finding in OfDisk(folder))
            yield return finding;
    }

    static DoctorFinding[] OfDisk(string folder)
    {
        try
        {
            // The node makes the folder, closed to others: who only looks must not be there before it.
            var there = new DirectoryInfo(folder);
            while (!there.Exists && there.Parent is { } above)
                there = above;
            var perSync = SyncTime(there);
            var free = new DriveInfo(there.FullName).AvailableFreeSpace;
            return
            [
                Of("fsync", string.Create(CultureInfo.InvariantCulture, $"{perSync.TotalMilliseconds:0.00} ms a 4 KB write"), perSync > TimeSpan.FromMicroseconds(20),
                    "The disk answers before it can have written: a power cut would lose accepted events."),
                Of("free space", string.Create(CultureInfo.InvariantCulture, $"{free >> 30} GB"), free > 1L << 30, "Leave at least 1 GB free."),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [Of("folder", failure.Message, false, "Give --data a folder that this user may write to.")];
        }
    }

    static DoctorFinding Found(string what, bool isThere, string advice) => Of(what, isThere ? "found" : "missing", isThere, advice);

    static DoctorFinding Of(string what, string found, bool good, string advice) => new(what, found, good, good ? "" : advice);

    static TimeSpan SyncTime(DirectoryInfo folder)
    {
        var path = Path.Combine(folder.FullName, $".doctor-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            var page = new byte[PageBytes];
            var began = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Writes; i++)
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }
            return TimeProvider.System.GetElapsedTime(began) / Writes;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

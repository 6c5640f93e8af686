using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tidings.Storage.Sqlite;

/// <summary>
/// How what was copied into the data file comes to the disk beside the flow. SQLite leaves it in the system's memory until the log may start over, and the one who writes would wait for all of it then.
/// </summary>
/// <remarks>Closed after the store's last connection: whoever closes a file lets go of all locks that his process has on it.</remarks>
internal class DataFile(string path) : IDisposable
{
    const uint WriteBehind = 2;

    readonly SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Lets the system begin to write what it has of the file, so that little is left to wait for. No promise, and nothing where the system knows no such call.</summary>
    public virtual void BeginWriting()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = sync_file_range(file, 0, 0, WriteBehind);
        }
        catch (TypeLoadException)
        {
            // A C library without it: the wait is longer.
        }
    }

    /// <summary>Returns when all of the file is on the disk. <see cref="IOException"/> where the disk does not take it.</summary>
    public virtual void Sync() => RandomAccess.FlushToDisk(file);

    public void Dispose() => file.Dispose();

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int sync_file_range(SafeFileHandle file, long from, long bytes, uint how);
}

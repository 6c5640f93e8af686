using System.Globalization;
using Tidings.Core.Ports;

namespace Tidings.Storage.Sqlite;

/// <summary>The data directory is held by one process. The kernel lets go when the process ends, however it ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    readonly FileStream file;

    DirectoryLock(FileStream file) => this.file = file;

    public static DirectoryLock Take(SqliteStoreOptions options)
    {
        OwnersFile.MakeFolder(options.Directory);
        FileStream file;
        try
        {
            file = OwnersFile.Open(options.LockFile, FileShare.None);
        }
        catch (IOException) when (File.Exists(options.LockFile))
        {
            throw new StoreRefusedException(
                $"The data directory {options.Directory} is in use by {Holder(options.HolderFile)}. Stop it first, or start this one with a directory of its own.");
        }
        SayWhoHolds(options.HolderFile);
        // SQLite gives the files beside it the permissions of its own.
        OwnersFile.Open(options.DataFile, FileShare.ReadWrite).Dispose();
        foreach (var path in (string[])[options.DataFile, options.DataFile + "-wal", options.DataFile + "-shm", options.LockFile, options.HolderFile])
            OwnersFile.Close(path);
        return new DirectoryLock(file);
    }

    /// <summary>Beside the lock, because a locked file cannot be read; only for the message above, so that a full disk does not matter here.</summary>
    static void SayWhoHolds(string path)
    {
        try
        {
            File.WriteAllText(path, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
        }
    }

    static string Holder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var id) ? $"process {id}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }

    public void Dispose() => file.Dispose();
}

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
        Make(options.Directory);
        FileStream file;
        try
        {
            file = new FileStream(options.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(options.LockFile))
        {
            throw new StoreRefusedException(
                $"The data directory {options.Directory} is in use by {Holder(options.HolderFile)}. Stop it first, or start this one with a directory of its own.");
        }
        SayWhoHolds(options.HolderFile);
        return new DirectoryLock(file);
    }

    /// <summary>Messages are sealed, customers' ids are not: a directory made here is its owner's alone.</summary>
    static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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

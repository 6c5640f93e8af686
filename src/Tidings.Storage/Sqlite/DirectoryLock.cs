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
        System.IO.Directory.CreateDirectory(options.Directory);
        FileStream file;
        try
        {
            file = new FileStream(options.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(options.LockFile))
        {
            throw new StoreRefusedException(
                $"The data directory {options.Directory} is in use by {Holder(options.LockFile)}. Stop it first, or start this one with a directory of its own.");
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return new DirectoryLock(file);
    }

    static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return int.TryParse(reader.ReadToEnd(), CultureInfo.InvariantCulture, out var id) ? $"process {id}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }

    public void Dispose() => file.Dispose();
}

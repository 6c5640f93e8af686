using Tidings.Core.Ports;

namespace Tidings.Storage.Sqlite.Keys;

/// <summary>The file of keys on its disk: whose it is, who has it, and what SQLite leaves beside it.</summary>
internal sealed class KeyFile : IDisposable
{
    readonly FileStream held;

    KeyFile(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    string Journal => Path + "-journal";

    /// <summary>Takes <c>keys.db</c> in this directory, and makes it readable by its owner alone before anything is written.</summary>
    public static KeyFile Take(string directory)
    {
        OwnersFile.MakeFolder(directory);
        var path = System.IO.Path.Combine(directory, SqliteKeyStore.FileName);
        FileStream held;
        try
        {
            held = OwnersFile.Open(System.IO.Path.Combine(directory, "keys.lock"), FileShare.None);
        }
        catch (IOException)
        {
            throw new StoreRefusedException($"The keys in {directory} are in use by another process.");
        }
        OwnersFile.Open(path, FileShare.ReadWrite).Dispose();
        OwnersFile.Close(path);
        return new KeyFile(path, held);
    }

    /// <summary>
    /// Overwrites the rollback journal with zeros, in place, and syncs: it holds pages as they were before. Only between transactions, when its head is zeroed
    /// already and SQLite takes it for empty.
    /// </summary>
    public void WipeJournal()
    {
        if (!File.Exists(Journal))
            return;
        using var journal = new FileStream(Journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var zeros = new byte[64 * 1024];
        for (var left = journal.Length; left > 0;)
        {
            var now = (int)Math.Min(left, zeros.Length);
            journal.Write(zeros, 0, now);
            left -= now;
        }
        journal.Flush(flushToDisk: true);
    }

    public void Dispose() => held.Dispose();
}

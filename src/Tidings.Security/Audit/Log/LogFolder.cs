using Tidings.Security.Keys.Providers.Keyring;

namespace Tidings.Security.Audit.Log;

/// <summary>The folder that a log is written to. A file appears whole or not at all: it is written beside and renamed. Full tiles alone are written where they stay.</summary>
public sealed class LogFolder(string path)
{
    const string Half = ".half";

    string? _made;

    /// <summary>Forces a folder's names to the disk. Elsewhere than on Linux the file system is trusted to keep a rename.</summary>
    internal Action<string> SyncFolder { get; init; } = static folder =>
    {
        if (OperatingSystem.IsLinux())
            UnixFiles.SyncFolder(folder);
    };

    /// <summary>Where it is.</summary>
    public string Location => path;

    /// <param name="file">Below the folder.</param>
    /// <param name="durable">On the disk, under its name, when this returns: a signature that is given away after it is remembered through a power cut. Tiles are not: they can be made again from the store, and from what the last pruning kept there.</param>
    /// <param name="secret">Only its owner may read it.</param>
    public void Write(string file, ReadOnlySpan<byte> bytes, bool durable = false, bool secret = false)
    {
        var target = Path.Combine(path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(target + Half, options))
        {
            stream.Write(bytes);
            if (durable)
                stream.Flush(flushToDisk: true);
        }
        File.Move(target + Half, target, overwrite: true);
        if (durable)
            SyncFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>
    /// A full tile or bundle, which nobody reads before a checkpoint covers it: cut off in the middle it is too short, and is written again. Half the work of the file
    /// system, of which there is more than of hashing.
    /// </summary>
    public void WriteInPlace(string file, ReadOnlySpan<byte> bytes)
    {
        var target = Path.Combine(path, file);
        if (Path.GetDirectoryName(target) is var folder && folder != _made)
            Directory.CreateDirectory(_made = folder!);
        using var handle = File.OpenHandle(target, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(handle, bytes, 0);
    }

    /// <summary>What is in the file, or null.</summary>
    public byte[]? Read(string file) => File.Exists(Path.Combine(path, file)) ? File.ReadAllBytes(Path.Combine(path, file)) : null;

    /// <summary>Its bytes; -1 where there is no such file.</summary>
    public long LengthOf(string file) => new FileInfo(Path.Combine(path, file)) is { Exists: true } found ? found.Length : -1;

    /// <summary>Removes a full tile or bundle, and the folder that its thousand leave empty.</summary>
    public void Remove(string file)
    {
        var target = Path.Combine(path, file);
        if (Path.GetDirectoryName(target) is not { } folder || !Directory.Exists(folder))
            return;
        File.Delete(target);
        if (file.EndsWith("/999", StringComparison.Ordinal) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>Removes the narrower versions of a tile or bundle that is full now (C2SP tlog-tiles, "Partial Tiles").</summary>
    public void DropPartial(string full)
    {
        if (Directory.Exists(Path.Combine(path, full + ".p")))
            Directory.Delete(Path.Combine(path, full + ".p"), recursive: true);
    }
}

using Microsoft.Win32.SafeHandles;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>The file itself: read only if nobody else can read or exchange it, and replaced as a whole or not at all.</summary>
internal sealed class KeyringFile(string path)
{
    const int MostBytes = 1024 * 1024;
    readonly string _path = Path.GetFullPath(path);

    public bool Exists => UnixFiles.AtName(_path) is not null;

    /// <exception cref="KeyProviderUnavailableException">It is not there, or the disk fails.</exception>
    /// <exception cref="KeyRefusedException">Others could read or exchange it.</exception>
    public byte[] Read()
    {
        try
        {
            CheckFolder();
            using var file = Open();
            var bytes = new byte[Math.Min(RandomAccess.GetLength(file), MostBytes)];
            return RandomAccess.Read(file, bytes, 0) == bytes.Length ? bytes : throw new IOException("The file is cut.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new KeyRefusedException("The keyring file may not be read by this user.");
        }
        catch (IOException e)
        {
            throw new KeyProviderUnavailableException($"The keyring file cannot be read: {e.GetType().Name}.");
        }
    }

    /// <summary>Replaces the content. Numbered is what a crash leaves behind: until 3 the old file, from then on the new one.</summary>
    public void Replace(ReadOnlySpan<byte> content)
    {
        var fresh = $"{_path}.new";
        try
        {
            CheckFolder();
            // 1: what a crash left of an earlier attempt goes.
            File.Delete(fresh);
            using (var file = new FileStream(fresh, ForUsAlone(FileMode.CreateNew)))
            {
                file.Write(content);
                // 2: the new content is on the disk before its name is.
                file.Flush(flushToDisk: true);
            }
            // 3: one step from old to new.
            File.Move(fresh, _path, overwrite: true);
            // 4: and a power cut does not take it back.
            UnixFiles.SyncFolder(Path.GetDirectoryName(_path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyProviderUnavailableException($"The keyring file cannot be written: {e.GetType().Name}.");
        }
    }

    /// <summary>Keeps other processes from replacing the file meanwhile.</summary>
    public async Task<IDisposable> Lock(TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream($"{_path}.lock", ForUsAlone(FileMode.OpenOrCreate));
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(_path)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new KeyProviderUnavailableException($"The keyring's folder cannot be written: {e.GetType().Name}.");
            }
        }
    }

    void CheckFolder()
    {
        var folder = UnixFiles.AtName(Path.GetDirectoryName(_path)!) ?? throw new KeyProviderUnavailableException("The keyring's folder is not there.");
        if (!folder.IsFolder || !folder.IsOursOrRoots || folder.OthersCanWrite)
            throw new KeyRefusedException("The keyring's folder must be a folder of this user or root, which nobody else can write to.");
    }

    /// <summary>What is looked at is the opened file: a name can be exchanged between a look and the opening.</summary>
    SafeFileHandle Open()
    {
        while (true)
        {
            if (UnixFiles.AtName(_path) is { IsRegular: false })
                throw new KeyRefusedException("The keyring must be a file, not a link.");
            var file = File.OpenHandle(_path);
            var opened = UnixFiles.Of(file);
            if (opened is { IsRegular: true, IsOursOrRoots: true, IsOpenToOthers: false } && UnixFiles.AtName(_path) == opened)
                return file;
            file.Dispose();
            if (!opened.IsOursOrRoots || opened.IsOpenToOthers)
                throw new KeyRefusedException("The keyring file must belong to this user and be closed to all others (chmod 600).");
            // Replaced by a rotation just now: the new one is looked at.
        }
    }

    static FileStreamOptions ForUsAlone(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

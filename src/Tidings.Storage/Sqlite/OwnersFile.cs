namespace Tidings.Storage.Sqlite;

/// <summary>Files and folders of the user that runs the process, and of nobody else, whatever the folder above permits: a service manager's state folder is often open to read.</summary>
internal static class OwnersFile
{
    const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerAlone | UnixFileMode.UserExecute);
    }

    /// <summary>Opens it; made where it is missing.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerAlone;
        return new FileStream(path, options);
    }

    /// <summary>Takes others' permissions from a file that an older version made, or that was put there; one that is missing stays so.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path) != OwnerAlone)
            File.SetUnixFileMode(path, OwnerAlone);
    }
}

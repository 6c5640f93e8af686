using Tidings.Security.Keys.Providers.Keyring;

namespace Tidings.Security.Audit.Log;

/// <summary>Takes away a signing key that lies in clear beside its log.</summary>
internal static class ClearKey
{
    /// <summary>Overwritten where it stands, then removed, also what a start that was cut off left half written. As good as the disk: one that copies may keep the older block.</summary>
    public static void Destroy(LogFolder folder)
    {
        var gone = false;
        foreach (var file in (string[])[LogKeyFile.FileName, LogKeyFile.FileName + ".half"])
        {
            var path = Path.Combine(folder.Location, file);
            if (!File.Exists(path))
                continue;
            using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(new byte[stream.Length]);
                stream.Flush(flushToDisk: true);
            }
            File.Delete(path);
            gone = true;
        }
        if (gone && OperatingSystem.IsLinux())
            UnixFiles.SyncFolder(folder.Location);
    }
}

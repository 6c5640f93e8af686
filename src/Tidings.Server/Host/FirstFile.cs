namespace Tidings.Server.Host;

/// <summary>What only its user may read, and deletes when it is taken away.</summary>
internal static class FirstFile
{
    public static async Task Write(string path, string line, CancellationToken cancel)
    {
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(new FileStream(path, file));
        await writer.WriteLineAsync(line.AsMemory(), cancel);
    }
}

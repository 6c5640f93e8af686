namespace Tidings.Cli.Commands;

/// <summary>A file that is there whole or as it was before: whoever reads it meanwhile never meets half of it.</summary>
internal static class ReplacedFile
{
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var half = path + ".new";
        try
        {
            using (var file = new FileStream(half, FileMode.Create, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(half, path, overwrite: true);
        }
        catch
        {
            File.Delete(half);
            throw;
        }
    }
}

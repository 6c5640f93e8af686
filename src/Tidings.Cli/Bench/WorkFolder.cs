namespace Tidings.Cli.Bench;

/// <summary>
/// Where a benchmark's node keeps its data. It is deleted at the end, unless TIDINGS_BENCH_KEEP is set: for minutes after tens of thousands of files were deleted, ext4 passes over their places one by one for each
/// file that is made, and the next benchmark would pay for what the last one left.
/// </summary>
internal sealed class WorkFolder(string prefix) : IDisposable
{
    static readonly bool Keep = Environment.GetEnvironmentVariable("TIDINGS_BENCH_KEEP") is { Length: > 0 };

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory(prefix);

    public string FullName => _folder.FullName;

    public void Dispose()
    {
        if (!Keep)
            _folder.Delete(recursive: true);
    }
}

using System.Collections.Concurrent;

namespace Tidings.Cli.Bench;

/// <summary>How long the disk takes for one page while something else is measured on it: a figure that waits for the disk is read beside this one.</summary>
internal sealed class DiskWaits : IDisposable
{
    const int PageBytes = 4096;
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    readonly FileStream _file;
    readonly ConcurrentQueue<double> _waits = new();
    readonly ManualResetEventSlim _end = new();
    readonly Thread _thread;

    /// <param name="folder">On the disk that is meant.</param>
    public DiskWaits(string folder)
    {
        _file = new(Path.Combine(folder, "disk-waits"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _thread = new(Loop) { IsBackground = true, Name = "disk waits" };
        _thread.Start();
    }

    /// <summary>In ms.</summary>
    public double Percentile(double percentile) => Measured.Percentile([.. _waits.Order()], percentile);

    void Loop()
    {
        var page = new byte[PageBytes];
        while (!_end.Wait(Every))
        {
            var began = TimeProvider.System.GetTimestamp();
            // The same page again: nothing grows, and nothing but the page is to be written.
            RandomAccess.Write(_file.SafeFileHandle, page, 0);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
            _waits.Enqueue(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _file.Dispose();
        _end.Dispose();
    }
}

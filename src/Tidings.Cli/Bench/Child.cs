using System.Diagnostics;
using System.Globalization;

namespace Tidings.Cli.Bench;

/// <summary>Another process of this same executable: a benchmark measures what a bank would run, with nothing shared but the wire.</summary>
internal class Child : IAsyncDisposable
{
    readonly Process _process;
    readonly Queue<string> _errors = new();
    bool _disposed;

    protected Child(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;

    protected async Task<string> ReadLine(Func<string, bool> wanted, CancellationToken cancel)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            Remember(line);
            if (wanted(line))
                return line;
        }
        throw new InvalidOperationException($"A child process ended before it was ready:\n{Errors}");
    }

    /// <summary>Reads on, so that the child never waits for a full pipe.</summary>
    /// <param name="take">Whether it has taken the line: what it takes is not told with a failure.</param>
    protected void Drain(Func<string, bool>? take = null) => _ = Task.Run(async () =>
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            if (take?.Invoke(line) != true)
                Remember(line);
    });

    void Remember(string? line)
    {
        lock (_errors)
        {
            if (line is not null)
                _errors.Enqueue(line);
            while (_errors.Count > 40)
                _errors.Dequeue();
        }
    }

    /// <summary>The last lines that the child wrote.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return string.Join('\n', _errors);
        }
    }

    /// <summary>Resident memory in MB.</summary>
    public double ResidentMb()
    {
        foreach (var line in File.ReadLines($"/proc/{Id}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return double.Parse(line.AsSpan(6).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        return 0;
    }

    /// <summary>Processor time used so far, in seconds.</summary>
    public double CpuSeconds()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalSeconds;
    }

    public void Kill() => _process.Kill();

    /// <summary>SIGTERM: the polite end.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task WaitForExit(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    public int ExitCode => _process.ExitCode;

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        GC.SuppressFinalize(this);
    }
}

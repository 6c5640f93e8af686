using System.Diagnostics;
using System.Text;

namespace Tidings.Acceptance.Tests;

/// <summary>The executable, run as a person runs it.</summary>
internal sealed class TidingsProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly StringBuilder _errors = new();

    TidingsProcess(string[] args, string? folder)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tidings"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    public static TidingsProcess Start(params string[] args) => new(args, null);

    /// <summary>Started in a folder, as a service is.</summary>
    public static TidingsProcess StartIn(string? folder, params string[] args) => new(args, folder);

    /// <summary>Runs to the end; fails with what was written to standard error unless it ends well.</summary>
    public static async Task<string> Run(params string[] args)
    {
        await using var process = Start(args);
        var output = await process._process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process._process.ExitCode == 0, $"exit code {process._process.ExitCode}: {process.Errors}\n{output}");
        return output;
    }

    public bool Ended => _process.HasExited;

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> End() => (await EndWithOutput()).Code;

    /// <summary>Waits for the end; the exit code, and what was written to standard output.</summary>
    public async Task<(int Code, string Output)> EndWithOutput()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, output);
    }

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Reads standard output until a line satisfies.</summary>
    public async Task<string> ReadUntil(Func<string, bool> wanted)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (wanted(line))
                return line;
        }
        throw new Xunit.Sdk.XunitException($"The process ended early: {Errors}");
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> Terminate()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

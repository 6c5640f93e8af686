using System.Diagnostics;
using System.Globalization;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>A node whose whole output goes into a file, and whose temporary files have a folder of their own. It is killed and started again over the same data.</summary>
internal sealed class MarkedNode : IDoors, IAsyncDisposable
{
    const string Listening = "Now listening on: ";
    /// <summary>All memory that the process has written to: heaps, stacks, buffers. Not what is mapped of files, which lie there anyway.</summary>
    const string PrivateMemory = "2";
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    readonly DirectoryInfo _folder;
    readonly string[] _args;
    readonly List<byte[]> _processes = [];
    Process? _process;
    int _starts;

    public MarkedNode(DirectoryInfo folder, params string[] args)
    {
        (_folder, _args) = (folder, args);
        Directory.CreateDirectory(Temporary);
    }

    public string Data => Path.Combine(_folder.FullName, "data");
    string Temporary => Path.Combine(_folder.FullName, "tmp");
    string Log => Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"log-{_starts}"));

    public Uri Api { get; private set; } = null!;
    public string Key { get; private set; } = "";

    /// <summary>What the kernel shows of each process that was started: command line and environment.</summary>
    public IReadOnlyList<byte[]> Processes => _processes;

    public IEnumerable<string> Logs => Directory.EnumerateFiles(_folder.FullName, "log-*");

    /// <summary>Files that hold something: the runtime's own pipes for debuggers do not, and reading one would wait for ever.</summary>
    public IEnumerable<string> TemporaryFiles => Directory.EnumerateFiles(Temporary, "*", SearchOption.AllDirectories)
        .Where(static file => !Path.GetFileName(file).StartsWith("clr-debug-pipe-", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("dotnet-diagnostic-", StringComparison.Ordinal));

    /// <param name="more">Settings of this life only.</param>
    public async Task Start(params string[] more)
    {
        _starts++;
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Temporary };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null");
        foreach (var arg in (string[])["sh", Log, Path.Combine(AppContext.BaseDirectory, "tidings"), "serve", "--urls", "http://127.0.0.1:0", "--data", Data, .. _args, .. more])
            start.ArgumentList.Add(arg);
        start.Environment["TMPDIR"] = Temporary;
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("EnableMiniDump", "1"), ("MiniDumpType", PrivateMemory), ("MiniDumpName", Path.Combine(_folder.FullName, "core"))])
            start.Environment[$"DOTNET_Dbg{name}"] = value;
        _process = Process.Start(start)!;
        Api = new(await Said(Listening));
        Key = (await File.ReadAllTextAsync(Path.Combine(Data, "first-api-key"), TestContext.Current.CancellationToken)).Trim();
        await Ready();
        foreach (var of in (string[])["cmdline", "environ"])
            _processes.Add(await File.ReadAllBytesAsync($"/proc/{_process.Id}/{of}", TestContext.Current.CancellationToken));
    }

    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Whether the runtime that runs here can write a core of a process.</summary>
    public static bool CanDump => File.Exists(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "createdump"));

    /// <summary>The signal of a process that gives up: the runtime writes a core. Its bytes; the node is gone.</summary>
    public async Task<byte[]> Crash()
    {
        using (var abort = Process.Start("kill", ["-ABRT", $"{_process!.Id}"]))
            await abort.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Said("Dump successfully written");
        // A signal from outside lets the process live, once it has its core.
        await Kill();
        var core = Path.Combine(_folder.FullName, "core");
        var bytes = await File.ReadAllBytesAsync(core, TestContext.Current.CancellationToken);
        File.Delete(core);
        return bytes;
    }

    /// <summary>SIGTERM: it drains and ends.</summary>
    public async Task End()
    {
        using (var terminate = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
            await terminate.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _process.ExitCode);
        _process.Dispose();
        _process = null;
    }

    async Task<string> Said(string beginning)
    {
        while (true)
        {
            var lines = File.Exists(Log) ? await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken) : [];
            if (lines.FirstOrDefault(line => line.Contains(beginning, StringComparison.Ordinal)) is { } line)
                return line[(line.IndexOf(beginning, StringComparison.Ordinal) + beginning.Length)..].Trim();
            Assert.False(_process!.HasExited, string.Join('\n', lines));
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    async Task Ready()
    {
        using var http = new HttpClient { BaseAddress = Api };
        while (!(await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await Kill();
    }
}

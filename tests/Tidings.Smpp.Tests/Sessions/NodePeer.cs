using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>A script of tests/peers/node-smpp as a process of its own.</summary>
internal sealed class NodePeer : IDisposable
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private readonly Process _process;

    private NodePeer(Process process) => _process = process;

    public static async Task<NodePeer> StartAsync(params string[] arguments)
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "../../peers/node-smpp"));
        await Installing.WaitAsync(Patience.Token);
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "smpp")))
                await InstallAsync(folder);
        }
        finally
        {
            Installing.Release();
        }
        return new NodePeer(Run(folder, "node", arguments));
    }

    /// <summary>The next line that the script prints.</summary>
    public async Task<JsonElement> NextAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(Patience.Token);
        Assert.NotNull(line);
        return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>The lines until the script ends.</summary>
    public async Task<List<JsonElement>> RestAsync()
    {
        List<JsonElement> lines = [];
        while (await _process.StandardOutput.ReadLineAsync(Patience.Token) is { } line)
            lines.Add(JsonDocument.Parse(line).RootElement);
        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static async Task InstallAsync(string folder)
    {
        using var npm = Run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        await npm.StandardOutput.ReadToEndAsync(Patience.Token);
        await npm.WaitForExitAsync(Patience.Token);
        if (npm.ExitCode != 0)
            Assert.Skip("npm ci could not install tests/peers/node-smpp");
    }

    private static Process Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

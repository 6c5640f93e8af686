using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tidings.Tests.Peers;

/// <summary>A script of a folder beside this file, with the packages of npm that it needs, as a process of its own that prints lines of JSON.</summary>
internal sealed class NodePackage : IDisposable
{
    static readonly SemaphoreSlim Installing = new(1, 1);

    readonly Process _process;

    NodePackage(Process process) => _process = process;

    /// <summary>Skips the test, by name, where node or the packages cannot be had.</summary>
    public static async Task<NodePackage> Start(string package, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Path.GetFullPath(Path.Combine(Here(), package));
        await Installing.WaitAsync(cancel);
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
                await Install(folder, cancel);
        }
        finally
        {
            Installing.Release();
        }
        return new(Run(folder, "node", arguments));
    }

    public TextWriter Input => _process.StandardInput;

    /// <summary>The next line.</summary>
    public async Task<JsonElement> Next(CancellationToken cancel) =>
        JsonDocument.Parse(await _process.StandardOutput.ReadLineAsync(cancel) ?? throw new Xunit.Sdk.XunitException("The script ended early.")).RootElement;

    /// <summary>The lines until the script ends.</summary>
    public async Task<JsonElement[]> Rest(CancellationToken cancel)
    {
        var said = await _process.StandardOutput.ReadToEndAsync(cancel);
        await _process.WaitForExitAsync(cancel);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    static async Task Install(string folder, CancellationToken cancel)
    {
        using var npm = Run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        npm.StandardInput.Close();
        await npm.StandardOutput.ReadToEndAsync(cancel);
        await npm.WaitForExitAsync(cancel);
        if (npm.ExitCode != 0)
            Assert.Skip($"npm ci could not install {folder}");
    }

    static Process Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true };
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

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

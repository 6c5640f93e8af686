using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tidings.Server.Tests.Tell;

/// <summary>npm's standardwebhooks, in a process of its own: tests/peers/standardwebhooks.</summary>
internal static class WebhooksPeer
{
    /// <summary>What the library says of webhooks as they came: <c>type</c>, or <c>error</c>.</summary>
    public static async Task<JsonElement[]> Verify(IEnumerable<(string Secret, IReadOnlyDictionary<string, string> Headers, string Body)> webhooks)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Path.GetFullPath(Path.Combine(Here(), "../../peers/standardwebhooks"));
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "standardwebhooks")))
        {
            using var npm = Run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            npm.StandardInput.Close();
            await npm.StandardOutput.ReadToEndAsync(cancel);
            await npm.WaitForExitAsync(cancel);
            if (npm.ExitCode != 0)
                Assert.Skip("npm ci could not install tests/peers/standardwebhooks");
        }
        using var node = Run(folder, "node", "verify.js");
        foreach (var (secret, headers, body) in webhooks)
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { secret, headers, body }));
        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync(cancel);
        await node.WaitForExitAsync(cancel);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
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

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

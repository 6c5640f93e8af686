using System.ComponentModel;
using System.Diagnostics;

namespace Tidings.Server.Tests.Audit;

/// <summary>tests/peers/tlog, which is written from the specifications and docs/audit.md alone, in another language.</summary>
internal static class OtherReader
{
    /// <summary>How it ends over a proof; 0: it holds, and opens what it says.</summary>
    public static async Task<int> Proof(string proof, string folder)
    {
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(folder, "one.tlog-proof");
        await File.WriteAllTextAsync(file, proof, cancel);
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Tidings.slnx")))
            root = root.Parent;
        try
        {
            using var process = Process.Start("node", [Path.Combine(root.FullName, "tests/peers/tlog/verify.js"), "proof", file, AuditedNode.KeyOf(folder).ToString()]);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            Assert.Skip("node is not installed.");
            throw;
        }
    }
}

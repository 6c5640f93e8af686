using System.Diagnostics;
using Tidings.Acceptance.Tests.Audit;
using Tidings.Security.Audit.Notes;

namespace Tidings.Acceptance.Tests;

/// <summary>A node, and a witness started by <c>tidings audit witness</c>: two processes that speak HTTP.</summary>
public sealed class When_a_witness_runs_beside_a_node(TwoDays days) : IAsyncLifetime
{
    const string Name = "regulator.example/w1";
    readonly DirectoryInfo _memory = Directory.CreateTempSubdirectory("tidings-witness-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await days.Lived();

    public ValueTask DisposeAsync()
    {
        _memory.Delete(recursive: true);
        return default;
    }

    async Task<(TidingsProcess Process, string Setting, string Vkey)> Witness(params string[] more)
    {
        var process = TidingsProcess.Start(
            ["audit", "witness", "--data", _memory.FullName, "--log-key", days.Key, "--url", "http://127.0.0.1:0", .. more]);
        var line = await process.ReadUntil(static line => line.StartsWith("http://", StringComparison.Ordinal));
        return (process, line, line.Split(' ')[1]);
    }

    // A line that does not come would keep the test waiting: it ends then.
    [Fact(Timeout = 180_000)]
    public async Task Its_cosignature_comes_under_the_nodes_checkpoint_and_another_verifier_agrees_and_a_second_history_gets_none()
    {
        var (process, setting, vkey) = await Witness("--name", Name);
        await using var witness = process;
        Assert.StartsWith(Name + "+", vkey, StringComparison.Ordinal);
        var folder = days.CopyOf(days.Today);
        string cosigned;
        await using (var node = await BankNode.Start(folder, $"--Audit:Witnesses={setting}"))
        {
            await node.Sign();
            await node.Until(async () => (await node.Checkpoint()).Contains($"— {Name} ", StringComparison.Ordinal));
            cosigned = await node.Checkpoint();
            await node.Stop();
        }
        var file = Path.Combine(folder, "cosigned");
        await File.WriteAllTextAsync(file, cosigned, TestContext.Current.CancellationToken);
        Assert.Equal(0, await Peer("cosigned", file, vkey));
        // The control: over another text, and by another key, it is wrong.
        await File.WriteAllTextAsync(file, cosigned.Replace("tidings.local/", "tidings.local/x", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await Peer("cosigned", file, vkey));
        using var other = NoteSigner.Create(Name, SignatureKind.Ed25519Cosignature);
        await File.WriteAllTextAsync(file, cosigned, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await Peer("cosigned", file, other.Verifier.ToString()));

        var forged = days.CopyOf(days.OtherHistory);
        await using (var node = await BankNode.Start(forged, $"--Audit:Witnesses={setting}"))
        {
            await node.Process.ReadUntil(static line => line.Contains($"Witness {Name} did not cosign: 4", StringComparison.Ordinal));
            // It is signed, and goes on: only the witness's line is missing.
            Assert.DoesNotContain($"— {Name} ", await node.Sign(), StringComparison.Ordinal);
            await node.Stop();
        }
    }

    [Fact]
    public async Task It_keeps_its_key_and_its_memory_when_it_starts_again()
    {
        string vkey;
        var (first, _, made) = await Witness("--name", Name);
        await using (first)
        {
            vkey = made;
            Assert.Equal(0, await first.Terminate());
        }
        var (second, _, again) = await Witness();
        await using (second)
            Assert.Equal(vkey, again);
        (await AuditRun.Of("key", "--log", _memory.FullName)).IsGood(vkey);
        (await AuditRun.Of("witness", "--data", _memory.FullName, "--name", "other.example/w", "--log-key", days.Key)).Finds("cannot be renamed");
    }

    [Fact]
    public async Task Without_a_name_at_its_first_start_or_with_a_key_that_is_none_it_says_what_it_needs()
    {
        (await AuditRun.Of("witness", "--data", _memory.FullName, "--log-key", days.Key)).Finds("--name is needed at the first start.");
        (await AuditRun.Of("witness", "--data", _memory.FullName, "--name", Name, "--log-key", "none")).Finds("--key is needed");
    }

    static async Task<int> Peer(params string[] arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Tidings.slnx")))
            root = root.Parent;
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(root.FullName, "tests/peers/tlog/verify.js"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancel);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not installed.");
            throw;
        }
    }
}

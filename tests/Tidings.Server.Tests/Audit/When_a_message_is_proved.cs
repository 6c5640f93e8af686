using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tidings.Security.Audit.Notes;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

public sealed class When_a_message_is_proved
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_proof_holds_without_the_server_and_opens_what_was_sent_and_nothing_else()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        var answer = await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}/proof");
        Assert.True(answer.Status == 200, answer.Text);
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(answer.Text))!;
        var opening = JsonDocument.Parse(proof.Extra!).RootElement;
        var entry = Convert.FromBase64String(opening.GetProperty("entry").GetString()!);
        Assert.True(proof.Holds(entry, AuditedNode.KeyOf(node.Folder)));
        Assert.Equal(messages[0], opening.GetProperty("id").GetString());

        // Nothing personal is in the log itself.
        var bundle = string.Concat(Directory.EnumerateFiles(Path.Combine(node.Folder, "audit", "tile", "entries"), "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("api-key", bundle, StringComparison.Ordinal);
        Assert.DoesNotContain(opening.GetProperty("customer").GetString()!, bundle, StringComparison.Ordinal);
        Assert.DoesNotContain(opening.GetProperty("to").GetString()!, bundle, StringComparison.Ordinal);

        Assert.Equal(0, await Node("proof", answer.Text, node));
        var forged = opening.GetRawText().Replace(opening.GetProperty("to").GetString()!, "15005559999", StringComparison.Ordinal);
        Assert.NotEqual(0, await Node("proof", (proof with { Extra = Encoding.UTF8.GetBytes(forged) }).ToString(), node));
    }

    [Fact]
    public async Task There_is_no_proof_of_what_is_not_there_and_none_without_a_key()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        Assert.Equal(404, (await node.Send(HttpMethod.Get, "/v1/messages/m0000000000001/proof")).Status);
        node.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}/proof")).Status);
        Assert.Equal(401, (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Status);
    }

    [Fact]
    public async Task The_log_is_open_to_all_and_nothing_else_of_its_folder_is()
    {
        var (node, _) = await AuditedNode.Start();
        await using var __ = node;
        var signed = (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Text;
        node.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(signed, (await node.Send(HttpMethod.Get, "/audit/checkpoint")).Text);
        var size = signed.Split('\n')[1];
        using var tile = await node.Client.GetAsync(new Uri($"/audit/tile/0/000.p/{size}", UriKind.Relative), Cancel);
        Assert.Equal(int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) * 32, (await tile.Content.ReadAsByteArrayAsync(Cancel)).Length);
        Assert.Contains("immutable", tile.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        foreach (var path in (string[])["/audit/vkey", "/audit/tile/..%2fvkey", "/audit/key", "/audit/tile/..%2fkey", "/audit/tile/%2e%2e/key", "/audit/tile/0/..%2f..%2f..%2fkey", "/audit/tile/0/000", "/audit/tile/entries/..%2f..%2f..%2ftidings.db"])
            Assert.Equal(404, (await node.Send(HttpMethod.Get, path)).Status);
        Assert.True(File.Exists(Path.Combine(node.Folder, "audit", "vkey")));
    }

    [Fact]
    public async Task A_change_is_in_the_log_with_the_key_that_made_it()
    {
        var (node, _) = await AuditedNode.Start();
        await using var __ = node;
        var settings = await node.Send(HttpMethod.Get, "/v1/settings");
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: settings.Text)).Status);
        await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        var acts = Directory.EnumerateFiles(Path.Combine(node.Folder, "audit", "tile", "entries"), "*", SearchOption.AllDirectories)
            .SelectMany(file => Tidings.Security.Audit.Tree.EntryBundle.Read(File.ReadAllBytes(file))!)
            .Select(entry => Tidings.Security.Audit.Entries.AuditEntry.Parse(entry)!).Where(entry => entry.Act is not null).ToArray();
        var key = node.Client.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[^1][..8];
        var change = Assert.Single(acts.DistinctBy(a => a.Act), a => a.Act!.DocumentKind == "settings");
        Assert.Equal(($"key:{key}", "bank", 1L), (change.Act!.Actor, change.Act.Document, change.Subject));
        Assert.Contains(acts, a => a.Act is { Actor: "node", DocumentKind: "api-key" } && a.Act.Document == key);
    }

    static async Task<int> Node(string verb, string proof, RealNode node)
    {
        var file = Path.Combine(node.Folder, "message.tlog-proof");
        await File.WriteAllTextAsync(file, proof, Cancel);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tidings.slnx")))
            folder = folder.Parent;
        try
        {
            using var process = Process.Start("node", [Path.Combine(folder.FullName, "tests/peers/tlog/verify.js"), verb, file, AuditedNode.KeyOf(node.Folder).ToString()]);
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

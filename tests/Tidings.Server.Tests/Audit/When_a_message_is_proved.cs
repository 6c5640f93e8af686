using System.Text;
using System.Text.Json;
using Tidings.Security.Audit.Notes;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

public sealed class When_a_message_is_proved
{
    const string Why = "the customer disputes it";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_proof_holds_without_the_server_and_opens_what_was_sent_and_nothing_else()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        var answer = await node.Prove(messages[0], Why);
        Assert.True(answer.Status == 200, answer.Text);
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(answer.Text))!;
        var opening = JsonDocument.Parse(proof.Extra!).RootElement;
        var entry = Convert.FromBase64String(opening.GetProperty("entry").GetString()!);
        Assert.True(proof.Holds(entry, AuditedNode.KeyOf(node.Folder)));
        Assert.Equal(messages[0], opening.GetProperty("id").GetString());

        // Nothing personal is in the log itself.
        var bundle = string.Concat(Directory.EnumerateFiles(Path.Combine(node.Folder, "audit", "tile", "entries"), "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.DoesNotContain("api-key", bundle, StringComparison.Ordinal);
        Assert.DoesNotContain(opening.GetProperty("customer").GetString()!, bundle, StringComparison.Ordinal);
        Assert.DoesNotContain(opening.GetProperty("to").GetString()!, bundle, StringComparison.Ordinal);

        Assert.Equal(0, await OtherReader.Proof(answer.Text, node.Folder));
        var forged = opening.GetRawText().Replace(opening.GetProperty("to").GetString()!, "15005559999", StringComparison.Ordinal);
        Assert.NotEqual(0, await OtherReader.Proof((proof with { Extra = Encoding.UTF8.GetBytes(forged) }).ToString(), node.Folder));
    }

    [Fact]
    public async Task There_is_no_proof_of_what_is_not_there_and_none_without_a_key()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        Assert.Equal(404, (await node.Prove("m0000000000001", Why)).Status);
        node.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await node.Prove(messages[0], Why)).Status);
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
        foreach (var path in (string[])["/audit/vkey", "/audit/tile/..%2fvkey", "/audit/key", "/audit/tile/..%2fkey", "/audit/tile/%2e%2e/key", "/audit/tile/0/..%2f..%2f..%2fkey", "/audit/tile/0/000"])
            Assert.Equal(404, (await node.Send(HttpMethod.Get, path)).Status);
        Assert.True(File.Exists(Path.Combine(node.Folder, "audit", "vkey")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_its_entries_are_of_is_for_those_with_a_key_unless_the_installation_says_otherwise(bool open)
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson, ("Audit:EntriesToEverybody", open ? "true" : "false"));
        var size = (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Text.Split('\n')[1];
        var (entries, secret) = ($"/audit/tile/entries/000.p/{size}", "/audit/tile/entries/..%2f..%2f..%2ftidings.db");
        var key = node.Client.DefaultRequestHeaders.Authorization;
        Assert.Equal((200, 404), ((await node.Send(HttpMethod.Get, entries)).Status, (await node.Send(HttpMethod.Get, secret)).Status));
        node.Client.DefaultRequestHeaders.Authorization = null;
        foreach (var path in (string[])[entries, entries.Replace("entries", "%65ntries", StringComparison.Ordinal), entries.Replace("tile/", "tile/0/../", StringComparison.Ordinal)])
            Assert.Equal(open ? 200 : 401, (await node.Send(HttpMethod.Get, path)).Status);
        Assert.NotEqual(200, (await node.Send(HttpMethod.Get, entries.Replace("entries", "ENTRIES", StringComparison.Ordinal))).Status);
        Assert.NotEqual(200, (await node.Send(HttpMethod.Get, secret)).Status);
        // A key that may do something else does not do.
        node.Client.DefaultRequestHeaders.Authorization = key;
        var other = await node.Send(HttpMethod.Post, "/v1/keys", body: """{"name":"other","kind":"live","scopes":["messages:read"]}""");
        Assert.True(other.Status is 200 or 201, other.Text);
        node.Client.DefaultRequestHeaders.Authorization = new("Bearer", other.Json.GetProperty("secret").GetString());
        Assert.Equal(open ? 200 : 403, (await node.Send(HttpMethod.Get, entries)).Status);
    }
}

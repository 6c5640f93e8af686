using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

public sealed class When_the_store_is_rolled_back
{
    static void Restore(string copy, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "tidings.db*"))
            File.Delete(file);
        File.Copy(copy, Path.Combine(folder, "tidings.db"));
    }

    [Fact]
    public async Task A_checkpoint_that_was_deleted_is_missed_and_nothing_is_signed_until_it_is_put_back()
    {
        var (node, _) = await AuditedNode.Start();
        try
        {
            // The second start does not sign for the first time.
            Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Status);
            await node.Stop();
            var checkpoint = Path.Combine(node.Folder, "audit", "checkpoint");
            var kept = await File.ReadAllBytesAsync(checkpoint, TestContext.Current.CancellationToken);
            File.Delete(checkpoint);
            node = await RealNode.Start(node.Folder);
            var answer = await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
            Assert.Equal((503, "audit-halted"), (answer.Status, answer.Json.GetProperty("code").GetString()));
            Assert.Contains("put it back", answer.Text, StringComparison.Ordinal);
            await AuditedNode.Pay(node, "e-2");
            await node.Stop();
            await File.WriteAllBytesAsync(checkpoint, kept, TestContext.Current.CancellationToken);
            node = await RealNode.Start(node.Folder);
            Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Status);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_is_told_nothing_more_is_signed_and_the_texts_go_on()
    {
        var (node, _) = await AuditedNode.Start();
        var copy = Path.GetTempFileName();
        try
        {
            await node.Stop();
            File.Copy(Path.Combine(node.Folder, "tidings.db"), copy, overwrite: true);
            node = await RealNode.Start(node.Folder);
            await AuditedNode.Pay(node, "e-2");
            Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Status);
            await node.Stop();

            Restore(copy, node.Folder);
            node = await RealNode.Start(node.Folder);
            var answer = await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
            Assert.Equal(503, answer.Status);
            Assert.Equal("audit-halted", answer.Json.GetProperty("code").GetString());
            Assert.Contains("rolled back to an older copy", answer.Text, StringComparison.Ordinal);
            Assert.Contains("rolled back to an older copy", node.Logs.All, StringComparison.Ordinal);

            // It grows past what was signed: the next start still finds it.
            for (var i = 0; i < 3; i++)
                await AuditedNode.Pay(node, $"e-{i + 10}");
            node = await node.Restart();
            Assert.Contains("is not the one that was signed", (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Text, StringComparison.Ordinal);
        }
        finally
        {
            await node.DisposeAsync();
            File.Delete(copy);
        }
    }
}

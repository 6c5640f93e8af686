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

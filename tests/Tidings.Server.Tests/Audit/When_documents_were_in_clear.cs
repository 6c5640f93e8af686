using Microsoft.Data.Sqlite;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Check;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

/// <summary>A node is started on the folder of a version that left subscriptions and keywords in clear.</summary>
public sealed class When_documents_were_in_clear
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What a node has sealed stands in clear again, and nothing says that it ever was sealed.</summary>
    static async Task MakeOlder(string folder)
    {
        var rows = new List<DocumentRow>();
        await using (var store = await StoreForTools.Open(folder, Cancel))
            foreach (var kind in (string[])["webhook", "keywords"])
                rows.AddRange(await store.Store.ReadDocuments(kind, true, Cancel));
        Assert.Equal(2, rows.Count);
        foreach (var row in rows)
            AuditedNode.Sql(folder, $"UPDATE document SET body = $b WHERE kind = '{row.Kind}' AND id = '{row.Id}'", ("$b", row.Body.ToArray()));
        await using var keys = new SqliteConnection($"Data Source={Path.Combine(folder, "keys.db")};Pooling=False");
        await keys.OpenAsync(Cancel);
        await using var command = keys.CreateCommand();
        command.CommandText = "DELETE FROM master_key WHERE purpose = 'older-documents-sealed'";
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
    }

    [Fact]
    public async Task They_are_what_they_were_and_the_log_holds_against_the_store_before_and_after()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/webhooks", body: """{"url":"https://hooks.example/told","events":["message.delivered"],"description":"the ledger"}""")).Status);
        var keywords = (await node.Send(HttpMethod.Get, "/v1/keywords")).Text;
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/keywords", body: keywords)).Status);
        var webhooks = (await node.Send(HttpMethod.Get, "/v1/webhooks")).Text;
        await node.Stop();
        await MakeOlder(node.Folder);
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(node.Folder));

        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal(webhooks, (await again.Send(HttpMethod.Get, "/v1/webhooks")).Text);
        Assert.Equal(keywords, (await again.Send(HttpMethod.Get, "/v1/keywords")).Text);
        var act = (await again.Send(HttpMethod.Get, "/v1/audit/acts?kind=documents.sealed")).Json.GetProperty("acts");
        Assert.Equal(("system", 1), (act[0].GetProperty("actor").GetString(), act.GetArrayLength()));
        await again.Stop();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(again.Folder));
        foreach (var kind in (string[])["webhook", "keywords"])
            Assert.Equal(1, AuditedNode.Blob(again.Folder, $"SELECT body FROM document WHERE kind = '{kind}'")[0]);
    }
}

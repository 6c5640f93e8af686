using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 at any moment of a rotation, of wrapping anew and of sealing anew, again and again, while events come.</summary>
public sealed class When_a_node_is_killed_while_it_seals_anew : IDisposable
{
    const int Kills = 8;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-anew-");
    readonly Random _random = new(17);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_opens_and_nothing_is_under_an_older_key()
    {
        await using var node = new MarkedNode(_folder, "--Access:TwoPersons:0=none", "--Partitions:SnapshotEvery=00:00:01", "--Intake:AssignedNumbersOnly=false");
        var bank = new BusyBank();
        await node.Start();
        await bank.Register(node);
        await bank.Pay(node, batches: 80);
        var cutOff = 0;
        for (var i = 0; i < Kills; i++)
        {
            var load = bank.PayUntilGone(node);
            // Each kind is cut off in its turn. A pass that a kill has cut off goes on by itself at the start, and then another is told to wait: that one is cut off too.
            await Ask(node, i % 2 == 0 ? ("reencrypt", """{"destroyOld":true}""") : ("rotate", """{"what":"wrapping"}"""), i % 2 == 0 ? """{"what":"data"}""" : null);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300)), TimeProvider.System, Cancel);
            cutOff += await IsRunning(node) ? 1 : 0;
            await node.Kill();
            await load;
            await node.Start();
        }
        Assert.True(cutOff > Kills / 4, $"Only {cutOff} kills met a pass: the test would prove little.");
        await Done(node);
        await Ask(node, ("reencrypt", """{"destroyOld":true}"""), """{"what":"data"}""");
        var status = await Done(node);
        Assert.Null(status["refused"]);
        Assert.Single(status["wrapping"]!.AsArray());
        Assert.Equal("done", (string)status["pass"]!["state"]!);
        Assert.Empty(bank.Acknowledged.Except(await bank.Found(node)));
        var key = (await TidingsProcess.Run("audit", "key", "--log", Path.Combine(node.Data, "audit"))).Trim();
        await node.End();

        Assert.Contains("entries, all as signed, and as in the store. ", await TidingsProcess.Run("audit", "verify", "--log", Path.Combine(node.Data, "audit"), "--key", key, "--data", node.Data), StringComparison.Ordinal);
        // What opens is under a key that there is, and of each customer there is one.
        Assert.Equal(1, Number(node, "keys.db", "SELECT max(live) FROM (SELECT count(*) AS live FROM data_key WHERE wrapped <> zeroblob(length(wrapped)) GROUP BY subject)"));
        Assert.NotEqual(0, Number(node, "keys.db", "SELECT count(*) FROM data_key WHERE wrapped = zeroblob(length(wrapped))"));
        Assert.Equal(1, Number(node, "keys.db", "SELECT count(*) FROM master_key WHERE purpose = (SELECT purpose FROM master_key GROUP BY purpose ORDER BY max(version) DESC LIMIT 1)"));
    }

    static async Task Ask(MarkedNode node, (string What, string Body) pass, string? rotateFirst)
    {
        using var http = MarkedBank.Client(node);
        if (rotateFirst is not null)
        {
            await Post(http, "rotate", rotateFirst);
            await Done(node);
        }
        await Post(http, pass.What, pass.Body);
    }

    // 409: one that was cut off is going on.
    static async Task Post(HttpClient http, string what, string body)
    {
        using var answer = await http.PostAsync(new Uri($"/v1/installation-keys/{what}", UriKind.Relative), new StringContent(body, null, "application/json"), Cancel);
        Assert.True((int)answer.StatusCode is 200 or 202 or 409, $"{what} is answered {answer.StatusCode}");
    }

    static async Task<JsonNode> Status(MarkedNode node)
    {
        using var http = MarkedBank.Client(node);
        return (await http.GetFromJsonAsync<JsonNode>(new Uri("/v1/installation-keys", UriKind.Relative), Cancel))!;
    }

    static async Task<bool> IsRunning(MarkedNode node) => (string?)(await Status(node))["pass"]?["state"] == "running";

    static async Task<JsonNode> Done(MarkedNode node)
    {
        while (await IsRunning(node))
            await Task.Yield();
        return await Status(node);
    }

    static long Number(MarkedNode node, string file, string sql)
    {
        using var opened = new SqliteConnection($"Data Source={Path.Combine(node.Data, file)};Mode=ReadOnly;Pooling=False");
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

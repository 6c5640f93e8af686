using System.Globalization;
using System.Text.Json;
using Tidings.Acceptance.Tests.AtRest;
using Tidings.Simulator;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 while customers write, long texts among them: whatever the carrier was told we have is recorded, each text once, and what it did holds.</summary>
public sealed class When_a_node_is_killed_while_customers_write : IDisposable
{
    const int Customers = 12, TextsEach = 8;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-written-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Number(int customer) => string.Create(CultureInfo.InvariantCulture, $"4477009002{customer:00}");

    [Fact]
    public async Task No_text_is_lost_and_none_acts_twice()
    {
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel);
        await using var node = new MarkedNode(
            _folder, "--environment=Development", "--Carrier:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Carrier:Port={smsc.SmppPort}"), "--Carrier:SystemId=bank",
            "--Intake:AssignedNumbersOnly=false", "--Carrier:ReconnectFirst=00:00:00.05");
        await node.Start();
        for (var i = 0; i < Customers; i++)
        {
            await node.Send(HttpMethod.Put, $"/v1/customers/C-{i}", $$"""{"name":"Ada","phones":["+{{Number(i)}}"],"language":"en"}""");
            await node.Send(HttpMethod.Post, "/v1/events", $$"""{"specversion":"1.0","id":"E-{{i}}","source":"/bank","type":"security.password.changed","data":{"customer":"C-{{i}}"} }""", MarkedBank.Structured);
        }
        while (smsc.Inbox.Texts().Count < Customers)
            await Look();

        var writing = Task.Run(() => Write(smsc), Cancel);
        foreach (var killedAt in (int[])[20, 70])
        {
            while (smsc.Stats.RepliesAcknowledged < killedAt)
                await Look();
            await node.Kill();
            await node.Start();
        }
        await writing;
        while (smsc.Stats is { Waiting: > 0 })
            await Look();

        var perCustomer = new List<int>();
        for (var i = 0; i < Customers; i++)
        {
            var page = JsonDocument.Parse(await node.Send(HttpMethod.Post, "/v1/replies/search", $$"""{"customer":"C-{{i}}","limit":200}""")).RootElement.GetProperty("replies");
            perCustomer.Add(page.GetArrayLength());
            Assert.Equal("stop", page[0].GetProperty("meaning").GetString());
        }
        Assert.All(perCustomer, static count => Assert.Equal(TextsEach + 1, count));
        // One confirmation each, whatever was brought how often.
        string[] Confirmed() => [.. smsc.Inbox.Texts().Where(static text => text.Text.Contains("no more alerts", StringComparison.Ordinal)).Select(static text => text.To)];
        while (Confirmed().Distinct().Count() < Customers)
            await Look();
        Assert.Equal(Customers, Confirmed().Length);
    }

    /// <summary>Each text differs from the others of its customer; every third is of two parts; the last is STOP.</summary>
    static async Task Write(SmscSimulator smsc)
    {
        for (var text = 0; text < TextsEach; text++)
            for (var customer = 0; customer < Customers; customer++)
            {
                Assert.True(smsc.Reply(Number(customer), "YourBank", text % 3 == 2 ? $"number {text} " + new string('x', 200) : $"number {text}"));
                await Look();
            }
        // What was brought before a crash comes again in the carrier's own order: STOP is to be the last of each.
        while (smsc.Stats is { Waiting: > 0 })
            await Look();
        for (var customer = 0; customer < Customers; customer++)
            Assert.True(smsc.Reply(Number(customer), "YourBank", "Please stop texting me"));
    }

    static Task Look() => Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);

    public void Dispose() => _folder.Delete(recursive: true);
}

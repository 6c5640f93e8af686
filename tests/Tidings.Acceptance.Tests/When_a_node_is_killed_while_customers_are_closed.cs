using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Tidings.Acceptance.Tests.AtRest;
using Tidings.Simulator;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 while the bank closes customers for whom texts wait: of those whose closing was acknowledged nothing ever leaves.</summary>
public sealed class When_a_node_is_killed_while_customers_are_closed : IDisposable
{
    const int Customers = 30, Closed = 24;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-closed-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Number(int customer) => string.Create(CultureInfo.InvariantCulture, $"4477009003{customer:00}");

    [Fact]
    public async Task What_waited_for_them_never_leaves_and_the_others_texts_do()
    {
        int port;
        await using (var away = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel))
            port = away.SmppPort;
        await using var node = new MarkedNode(
            _folder, "--environment=Development", "--Carrier:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Carrier:Port={port}"), "--Carrier:SystemId=bank",
            "--Intake:AssignedNumbersOnly=false", "--Carrier:ReconnectFirst=00:00:00.05", "--Carrier:ReconnectLongest=00:00:00.1");
        await node.Start();
        for (var i = 0; i < Customers; i++)
        {
            await node.Send(HttpMethod.Put, $"/v1/customers/C-{i}", $$"""{"name":"Ada","phones":["+{{Number(i)}}"],"language":"en"}""");
            await node.Send(HttpMethod.Post, "/v1/events", $$"""{"specversion":"1.0","id":"E-{{i}}","source":"/bank","type":"security.password.changed","data":{"customer":"C-{{i}}"} }""", MarkedBank.Structured);
        }

        var acknowledged = new ConcurrentBag<int>();
        var closing = Task.WhenAll(Enumerable.Range(0, Closed).Select(i => Task.Run(async () =>
        {
            try
            {
                await node.Send(HttpMethod.Post, "/v1/events", $$"""{"specversion":"1.0","id":"closes-{{i}}","source":"/bank","type":"customer.closed","data":{"customer":"C-{{i}}"} }""", MarkedBank.Structured);
                acknowledged.Add(i);
            }
            catch (HttpRequestException)
            {
                // Killed before it answered.
            }
        }, Cancel)));
        while (acknowledged.IsEmpty)
            await Task.Yield();
        await node.Kill();
        await closing;

        await node.Start();
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = port, PhonePort = null }, TimeProvider.System, Cancel);
        while (Enumerable.Range(Closed, Customers - Closed).Any(i => smsc.Inbox.Texts(Number(i)).Count == 0))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        foreach (var i in acknowledged)
        {
            var found = JsonDocument.Parse(await node.Send(HttpMethod.Post, "/v1/messages/search", $$"""{"customer":"C-{{i}}"}""")).RootElement.GetProperty("messages");
            Assert.Equal("expired", Assert.Single(found.EnumerateArray()).GetProperty("state").GetString());
            Assert.Empty(smsc.Inbox.Texts(Number(i)));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

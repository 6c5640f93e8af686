using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tidings.Acceptance.Tests;
using Tidings.Client.Events;

namespace Tidings.Client.Tests.Calls;

/// <summary>kill -9 of a real process while batches are on their way: the program that sends them notices nothing but a pause.</summary>
public sealed class When_a_node_is_killed : IDisposable
{
    const int Customers = 5, Batches = 24, InABatch = 10;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-client-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A process that does not come up would keep the test waiting: it ends then.
    [Fact(Timeout = 300_000)]
    public async Task Each_event_arrives_and_none_twice()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var node = await Start(address);
        try
        {
            var key = (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "first-api-key"), Cancel)).Trim();
            await using var bank = Bank.At(address, key, static options => options.Patience = TimeSpan.FromMinutes(4));
            await Bank.Register(address, key, Customers);
            var results = new List<EventResult>();
            var sending = Task.Run(async () =>
            {
                for (var batch = 0; batch < Batches; batch++)
                    results.AddRange(await bank.Tidings.Events.SendAllAsync(Enumerable.Range(batch * InABatch, InABatch).Select(static i => Bank.Payment($"E-{i}", i % Customers, 1 + i)), Cancel));
            }, Cancel);
            while (await bank.Tidings.Messages.SearchAsync(new() { Customer = "C-0" }, Cancel).CountAsync(Cancel) < 5)
                await Task.Yield();
            // SIGKILL.
            await node.DisposeAsync();
            node = await Start(address);
            await sending;

            Assert.Equal(Batches * InABatch, results.Count);
            Assert.All(results, static one => Assert.True(one.Status is EventStatus.Accepted or EventStatus.Duplicate, one.Status.ToString()));
            // After a crash the search index is filled in from the journal, beside the flow.
            for (var i = 0; i < Customers; i++)
                while (await bank.Tidings.Messages.SearchAsync(new() { Customer = $"C-{i}" }, Cancel).CountAsync(Cancel) is var found && found != Batches * InABatch / Customers)
                    Assert.True(found < Batches * InABatch / Customers, "an event was told twice");
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    async Task<TidingsProcess> Start(Uri address)
    {
        var node = TidingsProcess.Start("serve", "--data", _folder.FullName, "--urls", address.GetLeftPart(UriPartial.Authority), "--Intake:AssignedNumbersOnly=false");
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReady(http))
        {
            Assert.False(node.Ended, node.Errors);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }
        return node;
    }

    static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", Cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

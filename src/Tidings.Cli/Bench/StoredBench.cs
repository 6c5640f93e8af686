using System.Text.Json.Nodes;
using Tidings.Server.Host;

namespace Tidings.Cli.Bench;

/// <summary>What a full store costs: the pipeline on an empty one and, in the same node, once so many messages are stored; and how long a person then waits for a customer's texts.</summary>
internal sealed class StoredBench(PipelineBench.Options options, int stored)
{
    const int Searches = 200;
    static readonly TimeSpan ReceiptDelay = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<(string Name, double Value)>> Run(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-bench-");
        try
        {
            await using var carrier = await ChildCarrier.Start(ReceiptDelay, [], cancel);
            await using var node = await ChildNode.Start(Path.Combine(folder.FullName, "data"), LoopbackPorts.Free(), carrier.SmppPort, options.Settings, cancel);
            await new BenchCustomers(options.Customers).Register(node, cancel);
            var bench = new PipelineBench(options);
            var empty = await bench.Measure(carrier, node, "empty", cancel);
            await Fill(carrier, node, (long)Of(empty, "events"), cancel);
            var byCustomer = await Search(node, static customer => new JsonObject { ["customer"] = $"c{customer}" }, cancel);
            var byNumber = await Search(node, static customer => new JsonObject { ["number"] = $"+{BenchCustomers.PhoneOf(customer)}" }, cancel);
            var full = await bench.Measure(carrier, node, "full", cancel);
            return
            [
                ("stored", stored),
                ("empty_events_per_s", Of(empty, "events_per_s")),
                ("events_per_s", Of(full, "events_per_s")),
                ("ratio", Of(full, "events_per_s") / Of(empty, "events_per_s")),
                ("p50_search_customer_ms", Measured.Percentile(byCustomer, 0.5)),
                ("p99_search_customer_ms", Measured.Percentile(byCustomer, 0.99)),
                ("p50_search_number_ms", Measured.Percentile(byNumber, 0.5)),
                ("p99_search_number_ms", Measured.Percentile(byNumber, 0.99)),
                ("rss_mb", Of(full, "rss_mb")),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    async Task Fill(ChildCarrier carrier, ChildNode node, long there, CancellationToken cancel)
    {
        var before = await carrier.Stats(cancel);
        var load = new Load(options.Customers, "stored", options.Batch, options.Connections, rate: 0) { Server = () => (node.Api, node.Key) };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = load.Run(stop.Token, cancel);
        while (!running.IsCompleted && there + load.Acknowledged < stored)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
        await stop.CancelAsync();
        await running;
        await PipelineBench.Settled(carrier, before.ReceiptsAcknowledged + load.Acknowledged, cancel);
    }

    /// <summary>As an operator asks, one after the other; milliseconds, sorted.</summary>
    async Task<double[]> Search(ChildNode node, Func<long, JsonObject> query, CancellationToken cancel)
    {
        using var bank = new Demo.BankSide(node.Api, node.Key);
        var took = new List<double>();
        for (var i = 0; i < Searches; i++)
        {
            var asked = query(EventBodies.CustomerOf(i * 31L, options.Customers));
            var began = TimeProvider.System.GetTimestamp();
            var answer = await bank.PostJson("/v1/messages/search", asked, cancel);
            took.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            if (answer["messages"]!.AsArray().Count == 0)
                throw new InvalidOperationException("A customer who was texted has no messages.");
        }
        return [.. took.Order()];
    }

    static double Of(IReadOnlyList<(string Name, double Value)> figures, string name) => figures.First(figure => figure.Name == name).Value;
}

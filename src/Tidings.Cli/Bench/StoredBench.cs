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
        using var folder = new WorkFolder("tidings-bench-");
        await using var carrier = await ChildCarrier.Start(ReceiptDelay, [], cancel);
        await using var node = await ChildNode.Start(Path.Combine(folder.FullName, "data"), LoopbackPorts.Free(), carrier.SmppPort, options.Settings, cancel);
        await new BenchCustomers(options.Customers).Register(node, cancel);
        var bench = new PipelineBench(options);
        var empty = await bench.Measure(carrier, node, "empty", cancel);
        await Fill(carrier, node, (long)Of(empty, "events"), cancel);
        var byCustomer = await Search(node, static customer => new JsonObject { ["customer"] = $"c{customer}" }, cancel);
        var byNumber = await Search(node, static customer => new JsonObject { ["number"] = $"+{BenchCustomers.PhoneOf(customer)}" }, cancel);
        var before = node.ResidentMb();
        var (byState, all, highest) = await SearchByState(node, cancel);
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
            ("search_state_s", byState),
            ("p99_search_state_page_ms", Measured.Percentile(all, 0.99)),
            ("rss_before_search_mb", before),
            ("rss_search_mb", highest),
            ("rss_mb", Of(full, "rss_mb")),
        ];
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

    /// <summary>The rare states that an operator asks for, and the one that nearly all have left, over all that is stored: seconds for all, milliseconds of each page, and the highest resident memory.</summary>
    static async Task<(double Seconds, double[] Pages, double HighestMb)> SearchByState(ChildNode node, CancellationToken cancel)
    {
        using var bank = new Demo.BankSide(node.Api, node.Key);
        var (time, pages, highest) = (TimeProvider.System, new List<double>(), node.ResidentMb());
        foreach (var state in (string[])["in-doubt", "expired", "sent"])
        {
            var query = new JsonObject { ["state"] = state, ["limit"] = 200 };
            for (JsonNode? next = query; next is not null; query["cursor"] = next?.DeepClone())
            {
                var began = time.GetTimestamp();
                next = (await bank.PostJson("/v1/messages/search", query.DeepClone().AsObject(), cancel))["next"];
                pages.Add(time.GetElapsedTime(began).TotalMilliseconds);
                highest = Math.Max(highest, node.ResidentMb());
            }
        }
        return (pages.Sum() / 1000, [.. pages.Order()], highest);
    }

    static double Of(IReadOnlyList<(string Name, double Value)> figures, string name) => figures.First(figure => figure.Name == name).Value;
}

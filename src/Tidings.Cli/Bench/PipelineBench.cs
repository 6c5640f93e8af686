using System.Text;
using System.Text.Json.Nodes;
using Tidings.Server.Host;

namespace Tidings.Cli.Bench;

/// <summary>
/// The whole way under load: a bank's clients, a node and a carrier in three processes, SQLite with full synchronisation. An event counts when the
/// carrier's receipt for its message was acknowledged, which the node does once the receipt is durable.
/// </summary>
internal sealed class PipelineBench(PipelineBench.Options options)
{
    internal sealed record Options(int Batch, int Connections, int Seconds, double Rate, int Customers, IReadOnlyDictionary<string, string> Settings, bool Fraud = false);

    static readonly TimeSpan ReceiptDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan SettleWithin = TimeSpan.FromMinutes(3);

    public async Task<IReadOnlyList<(string Name, double Value)>> Run(CancellationToken cancel)
    {
        using var folder = new WorkFolder("tidings-bench-");
        var submitLog = Path.Combine(folder.FullName, "submits");
        await using var carrier = await ChildCarrier.Start(ReceiptDelay, options.Rate > 0 ? ["--submit-log", submitLog] : [], cancel);
        await using var node = await ChildNode.Start(Path.Combine(folder.FullName, "data"), LoopbackPorts.Free(), carrier.SmppPort, options.Settings, cancel);
        await new BenchCustomers(options.Customers).Register(node, cancel);
        if (options.Fraud)
            await SeekFraud(node, cancel);
        var figures = await Measure(carrier, node, "bench", cancel);
        if (options.Rate > 0)
        {
            node.Terminate();
            await node.WaitForExit(cancel);
            carrier.Terminate();
            await carrier.WaitForExit(cancel);
            figures.AddRange(Latencies(submitLog));
        }
        return figures;
    }

    /// <summary>Of a bank with so many customers.</summary>
    const int Shops = 20_000;

    /// <summary>The rules that the product comes with, in force; nobody is asked, since nobody answers.</summary>
    static async Task SeekFraud(ChildNode node, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = node.Api };
        http.DefaultRequestHeaders.Authorization = new("Bearer", node.Key);
        var rules = JsonNode.Parse(await http.GetStringAsync("/v1/fraud/rules", cancel))!.AsObject();
        (rules["mode"], rules["askAt"], rules["declineAt"], rules["currency"]) = ("live", 1_000, 1_000, "GBP");
        using var body = new StringContent(rules.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync("/v1/fraud/rules", body, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"/v1/fraud/rules: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    readonly LatencyLog _latencies = new();

    /// <param name="run">Tells its events from those of another measurement of the same node.</param>
    public async Task<List<(string Name, double Value)>> Measure(ChildCarrier carrier, ChildNode node, string run, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var earlier = await carrier.Stats(cancel);
        var load = new Load(options.Customers, run, options.Batch, options.Connections, options.Rate)
        {
            Server = () => (node.Api, node.Key),
            Latencies = options.Rate > 0 ? _latencies : null,
            Shops = options.Fraud ? Shops : 0,
        };
        var (nodeCpu, carrierCpu, loadCpu) = (node.CpuSeconds(), carrier.CpuSeconds(), Environment.CpuUsage.TotalTime.TotalSeconds);
        var memory = new List<double>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var began = time.GetTimestamp();
        stop.CancelAfter(TimeSpan.FromSeconds(options.Seconds));
        var running = load.Run(stop.Token, cancel);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(1), time, cancel));
            memory.Add(node.ResidentMb());
        }
        await running;
        var acceptedIn = time.GetElapsedTime(began).TotalSeconds;
        var stats = await Settled(carrier, earlier.ReceiptsAcknowledged + load.Acknowledged, cancel);
        var took = time.GetElapsedTime(began).TotalSeconds;
        memory.Add(node.ResidentMb());
        var events = load.Acknowledged;
        return
        [
            ("events_per_s", (stats.ReceiptsAcknowledged - earlier.ReceiptsAcknowledged) / took),
            ("accepted_per_s", events / acceptedIn),
            ("events", events),
            ("submitted", stats.Submitted - earlier.Submitted),
            ("receipts", stats.ReceiptsAcknowledged - earlier.ReceiptsAcknowledged),
            ("duplicates", stats.Duplicates - earlier.Duplicates),
            ("refused", load.Refused),
            ("seconds", took),
            ("rss_mb", memory.Max()),
            ("rss_half_mb", memory.Take((memory.Count + 1) / 2).Max()),
            ("node_us_per_event", (node.CpuSeconds() - nodeCpu) * 1e6 / events),
            ("carrier_us_per_event", (carrier.CpuSeconds() - carrierCpu) * 1e6 / events),
            ("load_us_per_event", (Environment.CpuUsage.TotalTime.TotalSeconds - loadCpu) * 1e6 / events),
        ];
    }

    /// <summary>Waits until every message's receipt is back, or says how far it got when nothing moves any more.</summary>
    public static async Task<CarrierStats> Settled(ChildCarrier carrier, long messages, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (true)
        {
            var stats = await carrier.Stats(cancel);
            if (stats.ReceiptsAcknowledged >= messages || time.GetElapsedTime(began) > SettleWithin)
                return stats;
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancel);
        }
    }

    /// <summary>A submit_sm is known by its number, and so counted for the first event of each customer alone: what comes of later ones cannot be told from it.</summary>
    IEnumerable<(string, double)> Latencies(string submitLog)
    {
        var submits = SubmitLog.Read(submitLog);
        var fromSent = new List<double>();
        var fromAccepted = new List<double>();
        foreach (var (number, sent, acknowledged) in _latencies.Entries)
        {
            if (number >= options.Customers || !submits.TryGetValue(BenchCustomers.PhoneOf(EventBodies.CustomerOf(number, options.Customers)), out var submitted))
                continue;
            fromSent.Add((submitted - sent) / 1000.0);
            fromAccepted.Add(Math.Max(0, submitted - acknowledged) / 1000.0);
        }
        var (s, a) = (fromSent.Order().ToArray(), fromAccepted.Order().ToArray());
        return
        [
            ("p50_accept_to_submit_ms", Measured.Percentile(a, 0.5)),
            ("p99_accept_to_submit_ms", Measured.Percentile(a, 0.99)),
            ("p50_sent_to_submit_ms", Measured.Percentile(s, 0.5)),
            ("p99_sent_to_submit_ms", Measured.Percentile(s, 0.99)),
        ];
    }
}

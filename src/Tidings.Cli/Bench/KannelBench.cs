using System.Globalization;
using Tidings.Server.Host;

namespace Tidings.Cli.Bench;

/// <summary>
/// The same texts to the same sink through Kannel and through Tidings, one after the other in one run: one message a request from as many clients, one
/// bind, the same window. Kannel only passes a text on; Tidings also decides, composes and makes it durable. What counts is the ratio.
/// </summary>
internal sealed class KannelBench(KannelBench.Options options)
{
    internal sealed record Options(int Connections, int Seconds, int Customers, int Window);

    static readonly TimeSpan Warm = TimeSpan.FromSeconds(4);

    public async Task<IReadOnlyList<(string Name, double Value)>> Run(CancellationToken cancel)
    {
        if (!Kannel.Installed)
            throw new InvalidOperationException("Kannel is not installed: ./tidings bench kannel installs it on Debian and Ubuntu.");
        var kannel = await MeasureKannel(receipts: false, cancel);
        var tidings = await MeasureTidings(receipts: false, batch: 1, cancel);
        var kannelReceipts = await MeasureKannel(receipts: true, cancel);
        var tidingsReceipts = await MeasureTidings(receipts: true, batch: 1, cancel);
        var batched = await MeasureTidings(receipts: true, batch: 100, cancel);
        return
        [
            ("kannel_per_s", kannel),
            ("tidings_per_s", tidings),
            ("ratio", tidings / kannel),
            ("kannel_receipts_per_s", kannelReceipts),
            ("tidings_receipts_per_s", tidingsReceipts),
            ("ratio_receipts", tidingsReceipts / kannelReceipts),
            ("tidings_batched_receipts_per_s", batched),
            ("ratio_batched_receipts", batched / kannelReceipts),
        ];
    }

    static string[] CarrierArgs(bool receipts) => receipts ? [] : ["--no-receipts"];

    async Task<double> MeasureKannel(bool receipts, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-kannel-");
        try
        {
            await using var carrier = await ChildCarrier.Start(TimeSpan.FromMilliseconds(100), CarrierArgs(receipts), cancel);
            await using var kannel = await Kannel.Start(folder.FullName, carrier.SmppPort, options.Window, cancel);
            var sent = 0L;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var clients = Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    using var connection = await LoadConnection.Open(new($"http://127.0.0.1:{kannel.Port}"), "", "", cancel);
                    await SendUntilClosed(connection, kannel.Port, receipts, () => Interlocked.Increment(ref sent), stop.Token, cancel);
                }
            }, cancel)));
            var rate = await Rate(carrier, receipts, cancel);
            await stop.CancelAsync();
            await clients;
            return rate;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    async Task SendUntilClosed(LoadConnection connection, int port, bool receipts, Func<long> next, CancellationToken stop, CancellationToken cancel)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var number = next();
                var (status, _) = await connection.Get(string.Create(CultureInfo.InvariantCulture,
                    $"/cgi-bin/sendsms?username=bench&password=bench&from=Bank&to=%2B{BenchCustomers.PhoneOf(number % options.Customers)}&text=Meridian+Bank:+you+paid+GBP+12.30+at+Shop+{number}+with+card+**4417.{(receipts ? "&dlr-mask=31" : "")}"),
                    $"127.0.0.1:{port}", cancel);
                if (status != 202)
                    throw new InvalidOperationException($"Kannel answered {status}.");
            }
        }
        catch (IOException)
        {
            // Kannel closes a connection now and then; the caller opens another.
        }
    }

    async Task<double> MeasureTidings(bool receipts, int batch, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-kannel-");
        try
        {
            await using var carrier = await ChildCarrier.Start(TimeSpan.FromMilliseconds(100), CarrierArgs(receipts), cancel);
            await using var node = await ChildNode.Start(Path.Combine(folder.FullName, "data"), LoopbackPorts.Free(), carrier.SmppPort, new Dictionary<string, string>
            {
                ["TIDINGS_Carrier__Window"] = $"{options.Window}",
                ["TIDINGS_Carrier__Binds"] = "1",
            }, cancel);
            await new BenchCustomers(options.Customers).Register(node, cancel);
            var load = new Load(options.Customers, "kannel", batch, batch == 1 ? options.Connections : 8, 0) { Server = () => (node.Api, node.Key) };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var clients = load.Run(stop.Token, cancel);
            var rate = await Rate(carrier, receipts, cancel);
            await stop.CancelAsync();
            await clients;
            return rate;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What reaches the sink (and whose receipt comes back) in a second of steady load.</summary>
    async Task<double> Rate(ChildCarrier carrier, bool receipts, CancellationToken cancel)
    {
        await Task.Delay(Warm, TimeProvider.System, cancel);
        var (from, began) = (await Arrived(carrier, receipts, cancel), TimeProvider.System.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), TimeProvider.System, cancel);
        var arrived = await Arrived(carrier, receipts, cancel) - from;
        return arrived / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    static async Task<long> Arrived(ChildCarrier carrier, bool receipts, CancellationToken cancel)
    {
        var stats = await carrier.Stats(cancel);
        return receipts ? Math.Min(stats.Submitted, stats.ReceiptsAcknowledged) : stats.Submitted;
    }
}

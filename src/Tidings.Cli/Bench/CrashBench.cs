using Tidings.Server.Host;

namespace Tidings.Cli.Bench;

/// <summary>
/// A node is ended at random moments under load, over and over, while the bank's clients send again whatever was not acknowledged and receipts
/// flow. Then everything acknowledged must have reached the carrier, every receipt must be recorded, and what the carrier got
/// twice must fit into the windows that were in flight.
/// </summary>
internal sealed class CrashBench(CrashBench.Options options)
{
    /// <param name="End">How the node is ended.</param>
    internal sealed record Options(int Kills, Ending End, int Batch, int Connections, int Customers, int Window, int Binds, int Seed, TimeSpan Shortest, TimeSpan Longest);

    internal enum Ending
    {
        /// <summary>kill -9.</summary>
        Kill,
        /// <summary>SIGTERM: it drains.</summary>
        Terminate,
        /// <summary>The node lives; the carrier cuts its connections in the middle of a window.</summary>
        CarrierCuts,
        /// <summary>The store's disk fills up under load, and there is room again after a restart.</summary>
        DiskFull,
    }

    /// <summary>What the store may still grow by before its disk is full.</summary>
    const long RoomLeft = 2 << 20;

    static readonly TimeSpan SettleWithin = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    readonly Random _random = new(options.Seed);
    ChildNode? _node;

    public async Task<IReadOnlyList<(string Name, double Value)>> Run(CancellationToken cancel)
    {
        using var folder = new WorkFolder("tidings-crash-");
        try
        {
            await using var carrier = await ChildCarrier.Start(TimeSpan.FromMilliseconds(100), [], cancel);
            var port = LoopbackPorts.Free();
            var data = Path.Combine(folder.FullName, "data");
            _node = await StartNode(data, port, carrier, cancel);
            await new BenchCustomers(options.Customers).Register(_node, cancel);
            var (api, key) = (_node.Api, _node.Key);
            var load = new Load(options.Customers, "crash", options.Batch, options.Connections, rate: 0) { Server = () => (api, key) };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var running = load.Run(stop.Token, cancel);
            var unclean = 0;
            for (var i = 0; i < options.Kills; i++)
            {
                await Task.Delay(options.Shortest + ((options.Longest - options.Shortest) * _random.NextDouble()), TimeProvider.System, cancel);
                unclean += await End(data, port, carrier, cancel);
            }
            await Task.Delay(options.Shortest, TimeProvider.System, cancel);
            await stop.CancelAsync();
            await running;
            var stats = await Settled(carrier, load.Acknowledged, cancel);
            var unsettled = await Unsettled(api, key, cancel);
            await _node.DisposeAsync();
            return
            [
                ("kills", options.Kills),
                ("acknowledged", load.Acknowledged),
                ("lost", load.Acknowledged - stats.Distinct),
                ("duplicates", stats.Duplicates),
                ("window", options.Window * options.Binds),
                // A node that ends leaves all windows in doubt; a carrier that cuts, that of one connection each time.
                ("duplicates_allowed", options.End == Ending.CarrierCuts ? stats.Connections * options.Window : (long)options.Kills * options.Window * options.Binds),
                ("receipts_missing", unsettled),
                ("repeated_requests", load.Repeated),
                ("unclean_ends", unclean),
            ];
        }
        finally
        {
            if (_node is { } node)
                await node.DisposeAsync();
        }
    }

    Task<ChildNode> StartNode(string data, int port, ChildCarrier carrier, CancellationToken cancel, long maxStoreBytes = 0) =>
        ChildNode.Start(data, port, carrier.SmppPort, new Dictionary<string, string>
        {
            ["TIDINGS_Node__MaxStoreBytes"] = $"{maxStoreBytes}",
            ["TIDINGS_Carrier__Window"] = $"{options.Window}",
            ["TIDINGS_Carrier__Binds"] = $"{options.Binds}",
            ["TIDINGS_Partitions__SnapshotEvery"] = "00:00:05",
        }, cancel);

    async Task<int> End(string data, int port, ChildCarrier carrier, CancellationToken cancel)
    {
        if (options.End == Ending.CarrierCuts)
        {
            await carrier.SetBehaviour(new() { ["disconnectAfter"] = _random.Next(1, 500) }, cancel);
            await Task.Delay(options.Shortest, TimeProvider.System, cancel);
            await carrier.SetBehaviour(new() { ["disconnectAfter"] = 0 }, cancel);
            return 0;
        }
        if (options.End == Ending.DiskFull)
        {
            await Restart(kill: false, data, port, carrier, cancel, new FileInfo(Path.Combine(data, "tidings.db")).Length + RoomLeft);
            await Task.Delay(options.Longest, TimeProvider.System, cancel);
            await Restart(kill: true, data, port, carrier, cancel, maxStoreBytes: 0);
            return 0;
        }
        return await Restart(options.End == Ending.Kill, data, port, carrier, cancel, maxStoreBytes: 0);
    }

    async Task<int> Restart(bool kill, string data, int port, ChildCarrier carrier, CancellationToken cancel, long maxStoreBytes)
    {
        if (kill)
            _node!.Kill();
        else
            _node!.Terminate();
        await _node.WaitForExit(cancel);
        var unclean = !kill && _node.ExitCode != 0 ? 1 : 0;
        await _node.DisposeAsync();
        _node = await StartNode(data, port, carrier, cancel, maxStoreBytes);
        return unclean;
    }

    /// <summary>Waits until all that was acknowledged has arrived and receipts have stopped moving.</summary>
    static async Task<CarrierStats> Settled(ChildCarrier carrier, long acknowledged, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var (last, lastMoved) = (await carrier.Stats(cancel), time.GetTimestamp());
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancel);
            var stats = await carrier.Stats(cancel);
            if (stats != last)
                (last, lastMoved) = (stats, time.GetTimestamp());
            var done = stats.Distinct >= acknowledged && stats.ReceiptsAcknowledged >= stats.Submitted;
            if ((done || time.GetElapsedTime(began) > SettleWithin) && time.GetElapsedTime(lastMoved) > Quiet)
                return stats;
        }
    }

    /// <summary>Messages of which the node does not say that they are delivered.</summary>
    static async Task<long> Unsettled(Uri api, string key, CancellationToken cancel)
    {
        var missing = 0L;
        foreach (var state in (string[])["queued", "deferred", "sent", "temporary-failure", "permanent-failure", "technical-failure", "expired", "in-doubt"])
            missing += await Searched.Count(api, key, state, cancel);
        return missing;
    }
}

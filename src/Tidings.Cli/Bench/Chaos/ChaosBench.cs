using Tidings.Cli.Demo;
using Tidings.Server.Host;
using Tidings.Simulator;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>
/// Three carriers that lie about ids and send receipts twice, late and first, and of which one after the other dies, throttles, stalls and has trouble, while load flows to a node in a process of its
/// own. Then everything acknowledged must have reached one of them, in each customer's order.
/// </summary>
internal sealed class ChaosBench(ChaosBench.Options options)
{
    internal sealed record Options(TimeSpan Length, double PerSecond, int Customers, int Clients, int Window, int Binds, TimeSpan ResponseTimeout);

    static readonly TimeSpan SettleWithin = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    static readonly Illness[] Illnesses = Enum.GetValues<Illness>();
    const int MostLooks = 5;
    static readonly TimeSpan CodesWithin = TimeSpan.FromMilliseconds(250);

    readonly ArrivalLog _arrivals = new(options.Customers, MostOf(options));

    /// <summary>The load is paced, and posts no more.</summary>
    static long MostOf(Options options) => (long)(options.PerSecond * (options.Length + TimeSpan.FromSeconds(10)).TotalSeconds);

    public async Task<IReadOnlyList<(string Name, double Value)>> Run(CancellationToken cancel)
    {
        using var folder = new WorkFolder("tidings-chaos-");
        ChaosCarrier[] carriers =
        [
            new("main", new() { ReceiptCopies = 2, ReceiptDelay = TimeSpan.FromMilliseconds(200) }, _arrivals, 1),
            // Hexadecimal in the answer and decimal in the receipt.
            new("north", new() { ResponseId = MessageIdFormat.Hex, ReceiptsShuffled = true, ReceiptDelay = TimeSpan.FromSeconds(2) }, _arrivals, 1),
            new("south", new() { ReceiptBeforeResponse = true, ReceiptDelay = TimeSpan.Zero, ResponseDelay = TimeSpan.FromMilliseconds(5) }, _arrivals, 1),
        ];
        try
        {
            foreach (var carrier in carriers)
                await carrier.Start(cancel);
            var data = Path.Combine(folder.FullName, "data");
            await using var node = await StartNode(data, carriers, cancel);
            await new BenchCustomers(options.Customers).Register(node, cancel);
            using (var bank = new BankSide(node.Api, node.Key))
                await ChaosEvents.PutAlerts(bank, cancel);
            var load = new ChaosLoad(
                options.Customers, options.Clients, options.PerSecond, MostOf(options), cancelled => LoadConnection.Open(node.Api, node.Key, EventBodies.Many, cancelled));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var running = load.Run(stop.Token, cancel);
            await Torment(carriers, cancel);
            await stop.CancelAsync();
            await running;
            await Settled(load.Acknowledged.Count, cancel);
            using var told = new ToldStates(node);
            return await Figures(load, carriers, told, data, cancel);
        }
        finally
        {
            foreach (var carrier in carriers)
                await carrier.DisposeAsync();
        }
    }

    /// <summary>Each illness befalls each carrier once, one after the other; each recovers before the next falls ill.</summary>
    async Task Torment(ChaosCarrier[] carriers, CancellationToken cancel)
    {
        var slots = carriers.Length * Illnesses.Length;
        var half = options.Length / slots / 2;
        for (var slot = 0; slot < slots; slot++)
        {
            var carrier = carriers[slot % carriers.Length];
            await Task.Delay(half, TimeProvider.System, cancel);
            await carrier.Suffer(Illnesses[slot % Illnesses.Length]);
            await Task.Delay(half, TimeProvider.System, cancel);
            await carrier.Recover(cancel);
        }
    }

    Task<ChildNode> StartNode(string data, ChaosCarrier[] carriers, CancellationToken cancel)
    {
        var settings = new Dictionary<string, string>
        {
            ["TIDINGS_Access__TwoPersons__0"] = "none",
            ["TIDINGS_Carrier__Window"] = $"{options.Window}",
            ["TIDINGS_Carrier__Binds"] = $"{options.Binds}",
            ["TIDINGS_Carrier__ResponseTimeout"] = $"{options.ResponseTimeout}",
            ["TIDINGS_Routing__Routes__0__Classes__0"] = "OneTimeCode",
        };
        // Codes prefer the second carrier: all three have texts while all are well but for the last, which takes what the others cannot.
        string[] ofCodes = [carriers[1].Name, carriers[2].Name, carriers[0].Name];
        for (var i = 0; i < ofCodes.Length; i++)
            settings[$"TIDINGS_Routing__Routes__0__Carriers__{i}"] = ofCodes[i];
        foreach (var carrier in carriers[1..])
        {
            var section = $"TIDINGS_Carriers__{carrier.Name}__";
            foreach (var (option, value) in (ReadOnlySpan<(string, string)>)
            [
                ("Port", $"{carrier.Port}"), ("SystemId", "bench"), ("Password", "bench"), ("RatePerSecond", "100000"), ("Window", $"{options.Window}"), ("Binds", $"{options.Binds}"),
                ("ResponseTimeout", $"{options.ResponseTimeout}"),
            ])
                settings[section + option] = value;
        }
        return ChildNode.Start(data, LoopbackPorts.Free(), carriers[0].Port, settings, cancel);
    }

    async Task Settled(long acknowledged, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var (last, moved, began) = (-1L, time.GetTimestamp(), time.GetTimestamp());
        while (time.GetElapsedTime(began) < SettleWithin)
        {
            if (_arrivals.All != last)
                (last, moved) = (_arrivals.All, time.GetTimestamp());
            // Also when all are there: what is still in doubt goes again until twice the time of an answer has passed.
            var quiet = _arrivals.First.Count >= acknowledged ? options.ResponseTimeout * 2 : options.ResponseTimeout * 2 + Quiet;
            if (time.GetElapsedTime(moved) > quiet)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancel);
        }
    }

    async Task<IReadOnlyList<(string Name, double Value)>> Figures(ChaosLoad load, ChaosCarrier[] carriers, ToldStates told, string data, CancellationToken cancel)
    {
        var first = _arrivals.First;
        var acknowledged = load.Acknowledged.Numbers.ToArray();
        var missing = acknowledged.Where(number => first.Of(number) == 0).ToHashSet();
        var (inDoubt, expired) = (await told.In("in-doubt", cancel), await told.In("expired", cancel));
        await Fates.Print(data, "expired", expired.Values, cancel);
        var receipts = await ReceiptsMissing(carriers, told, cancel);
        await Fates.Print(data, "no receipt", receipts.Missing, cancel);
        var arrived = acknowledged.Where(number => first.Of(number) != 0).ToArray();
        var codes = new CodeDelays(arrived.Where(ChaosEvents.IsCode).Select(number => (load.Acknowledged.Of(number), first.Of(number))), options.Length);
        await ExplainSlow(arrived.Where(ChaosEvents.IsCode).Select(number => (number, first.Of(number) - load.Acknowledged.Of(number))), told, data, cancel);
        return
        [
            ("acknowledged", acknowledged.Length),
            ("missing", missing.Count),
            // What was sent and not answered, and may not go again, is told as in doubt, and what nobody took in time as expired: neither is lost without a word.
            ("lost", missing.Except(inDoubt.Keys).Except(expired.Keys).Count()),
            ("in_doubt", inDoubt.Count),
            ("expired", expired.Count),
            ("duplicates", _arrivals.All - first.Count),
            // Each of three carriers dies and stalls once, with at most so much under way.
            ("duplicates_allowed", 6 * options.Window * options.Binds),
            ("receipts_missing", receipts.Missing.Count),
            ("receipts_owed_by_the_dead", receipts.Owed),
            // Their validity began before the bank was answered.
            ("late", arrived.Count(number => _arrivals.LastOf(number) > load.Acknowledged.Of(number) + ChaosEvents.IsValid(number).TotalMicroseconds)),
            ("out_of_order", _arrivals.OutOfOrder),
            ("p50_code_ms", codes.Percentile(0.5)),
            ("p99_code_ms", codes.Percentile(0.99)),
            ("p99_code_worst_minute_ms", codes.WorstMinute(0.99)),
        ];
    }

    /// <summary>The slowest codes, where they took longer than they may.</summary>
    async Task ExplainSlow(IEnumerable<(long Number, long Microseconds)> codes, ToldStates told, string data, CancellationToken cancel)
    {
        var slowest = codes.Where(static code => code.Microseconds > CodesWithin.TotalMicroseconds).OrderByDescending(static code => code.Microseconds).Take(Fates.Most);
        var ids = new List<string>();
        foreach (var (number, _) in slowest)
        {
            if (await told.IdOf(number, options.Customers, cancel) is { } id)
                ids.Add(id);
        }
        await Fates.Print(data, "slow code", ids, cancel);
    }

    /// <summary>
    /// Texts of which the node's journal says that a carrier has them, and nothing that the carrier reported. What a carrier owed that died is told apart: it forgets what it has not sent.
    /// </summary>
    async Task<(IReadOnlyCollection<string> Missing, int Owed)> ReceiptsMissing(ChaosCarrier[] carriers, ToldStates told, CancellationToken cancel)
    {
        bool Owed(long number) => Array.Exists(carriers, carrier => carrier.DiedOwing(_arrivals.First.Of(number)) || carrier.DiedOwing(_arrivals.LastOf(number)));
        for (var look = 1; ; look++)
        {
            var sent = await told.In("sent", cancel);
            var missing = sent.Where(message => !Owed(message.Key)).Select(static message => message.Value).ToList();
            // The last ones may be on their way still.
            if (missing.Count == 0 || look == MostLooks)
                return (missing, sent.Count - missing.Count);
            await Task.Delay(Quiet, TimeProvider.System, cancel);
        }
    }
}

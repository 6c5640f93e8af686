using System.CommandLine;
using Tidings.Cli.Bench;
using Tidings.Cli.Bench.Chaos;
using Tidings.Cli.Bench.Fraud;
using Tidings.Cli.Bench.Smpp;
using Tidings.Cli.Bench.Verify;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings bench</c>: figures, with the names and units of docs/performance.md.</summary>
internal static class BenchCommand
{
    static readonly Option<bool> Json = new("--json") { Description = "One JSON object on the last line", Recursive = true };
    static readonly Option<int> Runs = new("--runs") { Description = "Run so often and give the median of each figure", Recursive = true, DefaultValueFactory = static _ => 1 };

    public static Command Create() => new("bench", "Measures, in processes of their own")
    {
        Pipeline(), Crash(), Chaos(), Verify(), Smpp(), SmppSinkProcess(), LoadProcess(), BesideKannel(), Fraud(), Json, Runs,
    };

    static Command Pipeline()
    {
        var batch = new Option<int>("--batch") { Description = "Events a request", DefaultValueFactory = static _ => 100 };
        var connections = new Option<int>("--connections") { Description = "Clients at once", DefaultValueFactory = static _ => 8 };
        var seconds = new Option<int>("--seconds") { Description = "How long the load runs", DefaultValueFactory = static _ => 60 };
        var rate = new Option<double>("--rate") { Description = "Events a second (single events, latencies are measured); 0: as many as go", DefaultValueFactory = static _ => 0 };
        var customers = new Option<int>("--customers") { DefaultValueFactory = static _ => 100_000 };
        var set = new Option<string[]>("--set") { Description = "A setting of the node, as TIDINGS_Carrier__Window=500", DefaultValueFactory = static _ => [] };
        var besideClear = new Option<bool>("--beside-clear") { Description = "Also without encryption and audit log, before and after, and the ratio" };
        var stored = new Option<int>("--stored") { Description = "Also on a store of so many messages: what it costs, and how long searches take. 0: no", DefaultValueFactory = static _ => 0 };
        var fraud = new Option<bool>("--fraud") { Description = "Fraud is sought: each event is judged, and what was met is remembered" };
        var command = new Command("pipeline", "From a bank's event to its recorded receipt") { batch, connections, seconds, rate, customers, set, besideClear, stored, fraud };
        command.SetAction((parsed, cancel) => Repeat(parsed, "pipeline", async () =>
        {
            var single = parsed.GetValue(rate) > 0;
            var settings = (parsed.GetValue(set) ?? []).Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
            // The answer to a submit is durable some milliseconds after it came; the default window of 25 would be waited for.
            settings.TryAdd("TIDINGS_Carrier__Window", "500");
            var options = new PipelineBench.Options(
                single ? 1 : parsed.GetValue(batch), single && parsed.GetValue(connections) == 8 ? 64 : parsed.GetValue(connections),
                parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(customers), settings, parsed.GetValue(fraud));
            if (parsed.GetValue(stored) is > 0 and var messages)
                return await new StoredBench(options, messages).Run(cancel);
            return parsed.GetValue(besideClear) ? await BesideClear.Run(options, cancel) : await new PipelineBench(options).Run(cancel);
        }));
        return command;
    }

    static Command Crash()
    {
        var kills = new Option<int>("--kills") { Description = "How often the node is ended", DefaultValueFactory = static _ => 50 };
        var end = new Option<CrashBench.Ending>("--end") { Description = "How: kill (-9), terminate, carrierCuts, diskFull", DefaultValueFactory = static _ => CrashBench.Ending.Kill };
        var customers = new Option<int>("--customers") { Description = "So many that none is texted more often in an hour than the limits allow", DefaultValueFactory = static _ => 20_000 };
        var connections = new Option<int>("--connections") { DefaultValueFactory = static _ => 8 };
        var batch = new Option<int>("--batch") { DefaultValueFactory = static _ => 10 };
        var window = new Option<int>("--window") { Description = "Window of each bind", DefaultValueFactory = static _ => 100 };
        var binds = new Option<int>("--binds") { DefaultValueFactory = static _ => 2 };
        var seed = new Option<int>("--seed") { Description = "Of the random moments", DefaultValueFactory = static _ => Random.Shared.Next() };
        var command = new Command("crash", "Ends the node at random moments and counts what is lost") { kills, end, customers, connections, batch, window, binds, seed };
        command.SetAction((parsed, cancel) => Repeat(parsed, "crash", () => new CrashBench(new(
            parsed.GetValue(kills), parsed.GetValue(end), parsed.GetValue(batch), parsed.GetValue(connections), parsed.GetValue(customers),
            parsed.GetValue(window), parsed.GetValue(binds), parsed.GetValue(seed), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(3))).Run(cancel)));
        return command;
    }

    static Command Chaos()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long the load runs while carriers fail", DefaultValueFactory = static _ => 1 };
        var rate = new Option<double>("--rate") { Description = "Events a second", DefaultValueFactory = static _ => 18_000 };
        var customers = new Option<int>("--customers") { Description = "A multiple of ten times --connections; none may get more texts than the limits allow", DefaultValueFactory = static _ => 200_000 };
        var connections = new Option<int>("--connections") { DefaultValueFactory = static _ => 8 };
        var command = new Command("chaos", "Three carriers that die, throttle, stall and lie, under load") { minutes, rate, customers, connections };
        command.SetAction((parsed, cancel) => Repeat(parsed, "chaos", () => new ChaosBench(new(
            TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(rate), parsed.GetValue(customers), parsed.GetValue(connections), Window: 50, Binds: 2, TimeSpan.FromSeconds(2))).Run(cancel)));
        return command;
    }

    static Command Verify()
    {
        var connections = new Option<int>("--connections") { Description = "Clients at once", DefaultValueFactory = static _ => 64 };
        var seconds = new Option<int>("--seconds") { Description = "How long is measured; at a rate, once the node has run warm", DefaultValueFactory = static _ => 30 };
        var rate = new Option<double>("--rate") { Description = "Verifications a second; 0: as many as go", DefaultValueFactory = static _ => 0 };
        var customers = new Option<int>("--customers") { Description = "So many that none is asked more often than the limits allow", DefaultValueFactory = static _ => 100_000 };
        var beside = new Option<double>("--beside") { Description = "Events a second that are posted in batches at the same time", DefaultValueFactory = static _ => 0 };
        var half = new Option<bool>("--beside-half") { Description = "Beside half of what the pipeline bears, which is measured first" };
        var command = new Command("verify", "Verifications: begun, sent, the code read at the carrier and checked") { connections, seconds, rate, customers, beside, half };
        command.SetAction((parsed, cancel) => Repeat(parsed, "verify", () =>
        {
            var options = new VerifyBench.Options(parsed.GetValue(connections), parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(customers), parsed.GetValue(beside));
            return parsed.GetValue(half) ? BesideHalf.Run(options, cancel) : new VerifyBench(options).Run(cancel);
        }));
        return command;
    }

    static Command Smpp()
    {
        var window = new Option<int>("--window") { DefaultValueFactory = static _ => 100 };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = static _ => 10 };
        var command = new Command("smpp", "Submits and their answers, over loopback in two processes") { window, seconds };
        command.SetAction((parsed, cancel) => Repeat(parsed, "smpp", async () =>
        {
            await using var sink = await ChildSink.Start(cancel);
            var result = await SmppLoad.RunAsync(sink.EndPoint, parsed.GetValue(window), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel);
            return [("pairs_per_s", result.PairsPerSecond), ("ns_per_pdu", result.NsPerPdu), ("bytes_per_pdu", result.BytesPerPdu)];
        }));
        return command;
    }

    static Command SmppSinkProcess()
    {
        var command = new Command(ChildSink.Command, "The other process of `bench smpp`") { Hidden = true };
        command.SetAction(async (_, cancel) =>
        {
            await using var server = SmppSink.Start(new(System.Net.IPAddress.Loopback, 0));
            Console.WriteLine($"SMPP {server.EndPoint}");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        return command;
    }

    static Command LoadProcess()
    {
        var api = new Option<string>("--api") { Required = true };
        var customers = new Option<int>("--customers") { Required = true };
        var rate = new Option<double>("--rate") { Required = true };
        var seconds = new Option<double>("--seconds") { Required = true };
        var command = new Command(ChildLoad.Command, "What `bench verify` posts beside") { api, customers, rate, seconds };
        command.Hidden = true;
        command.SetAction((parsed, cancel) => ChildLoad.Run(new(parsed.GetValue(api)!), parsed.GetValue(customers), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel));
        return command;
    }

    static Command BesideKannel()
    {
        var connections = new Option<int>("--connections") { DefaultValueFactory = static _ => 32 };
        var seconds = new Option<int>("--seconds") { Description = "How long each of the five loads is measured", DefaultValueFactory = static _ => 20 };
        var command = new Command("kannel", "The same texts to the same sink through Debian's Kannel and through Tidings") { connections, seconds };
        command.SetAction((parsed, cancel) => Repeat(parsed, "kannel", () =>
            new KannelBench(new(parsed.GetValue(connections), parsed.GetValue(seconds), Customers: 100_000, Window: 100)).Run(cancel)));
        return command;
    }

    static Command Fraud()
    {
        var protocol = new Option<string>("--protocol") { Description = "How well frauds are found in the Fraud Detection Handbook's transactions: chapter3, chapter5, closed-loop" };
        protocol.AcceptOnlyFromAmong(FraudBench.Chapter3, FraudBench.Chapter5, FraudBench.Loop);
        var speed = new Option<bool>("--speed") { Description = "What features and score cost an event" };
        var transactions = new Option<string>("--transactions") { Description = "The handbook's transactions, CSV or gzip", DefaultValueFactory = static _ => "../shared/data/fraud/handbook-transactions.csv.gz" };
        var customers = new Option<int>("--customers") { Description = "With --speed: customers in memory", DefaultValueFactory = static _ => 1_000_000 };
        var events = new Option<int>("--events") { Description = "With --speed: events that are measured", DefaultValueFactory = static _ => 500_000 };
        var command = new Command("fraud", "How well and how fast fraud is found: figures of a method, never of a bank's customers") { protocol, speed, transactions, customers, events };
        command.Validators.Add(result =>
        {
            if (result.GetValue(speed) == (result.GetResult(protocol) is not null))
                result.AddError("Give either --protocol or --speed.");
        });
        command.SetAction((parsed, _) => Repeat(parsed, "fraud", () => Task.FromResult(parsed.GetValue(speed)
            ? new FraudSpeedBench(parsed.GetValue(customers), parsed.GetValue(events)).Run()
            : new FraudBench(parsed.GetValue(transactions)!).Run(parsed.GetValue(protocol)!))));
        return command;
    }

    static async Task<int> Repeat(ParseResult parsed, string title, Func<Task<IReadOnlyList<(string Name, double Value)>>> run)
    {
        var runs = new List<IReadOnlyList<(string, double)>>();
        for (var i = 0; i < Math.Max(1, parsed.GetValue(Runs)); i++)
            runs.Add(await run());
        Measured.Print(title, Measured.Median(runs), parsed.GetValue(Json));
        return 0;
    }
}

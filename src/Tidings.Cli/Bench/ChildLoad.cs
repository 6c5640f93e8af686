using System.Globalization;

namespace Tidings.Cli.Bench;

/// <summary>A load in a process of its own: who measures beside it waits for the node, and not for the load's collector and its turns on the pool.</summary>
internal sealed class ChildLoad : Child
{
    /// <summary>The hidden command that it is.</summary>
    public const string Command = "load";
    /// <summary>The variable that has the node's API key: arguments are for everybody to see.</summary>
    public const string KeyVariable = "TIDINGS_BENCH_KEY";

    const string Ended = "ACKNOWLEDGED ";
    const int Batch = 100, Connections = 4;

    ChildLoad(IEnumerable<string> args, string key) : base(args, new Dictionary<string, string> { [KeyVariable] = key })
    {
    }

    public static ChildLoad Start(ChildNode node, int customers, double rate, TimeSpan lasts) => new(
        ["bench", Command, "--api", $"{node.Api}", "--customers", $"{customers}", "--rate", rate.ToString(CultureInfo.InvariantCulture), "--seconds", lasts.TotalSeconds.ToString(CultureInfo.InvariantCulture)], node.Key);

    /// <summary>How many events were acknowledged, when all are.</summary>
    public async Task<long> Acknowledged(CancellationToken cancel) =>
        long.Parse((await ReadLine(static line => line.StartsWith(Ended, StringComparison.Ordinal), cancel))[Ended.Length..], CultureInfo.InvariantCulture);

    /// <summary>What the child does.</summary>
    public static async Task Run(Uri api, int customers, double rate, TimeSpan lasts, CancellationToken cancel)
    {
        var key = Environment.GetEnvironmentVariable(KeyVariable) ?? throw new InvalidOperationException($"{KeyVariable} is missing.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(lasts);
        var load = new Load(customers, "beside", Batch, Connections, rate) { Server = () => (api, key) };
        await load.Run(stop.Token, cancel);
        Console.WriteLine($"{Ended}{load.Acknowledged}");
    }
}

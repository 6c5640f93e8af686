using System.Net;

namespace Tidings.Cli.Bench.Smpp;

/// <summary>The sink in a process of its own.</summary>
internal sealed class ChildSink() : Child(["bench", Command])
{
    public const string Command = "smpp-sink";

    public IPEndPoint EndPoint { get; private set; } = null!;

    public static async Task<ChildSink> Start(CancellationToken cancel)
    {
        var sink = new ChildSink();
        EndPointOf(await sink.ReadLine(static line => line.StartsWith("SMPP ", StringComparison.Ordinal), cancel), sink);
        sink.Drain();
        return sink;
    }

    static void EndPointOf(string line, ChildSink sink) => sink.EndPoint = IPEndPoint.Parse(line["SMPP ".Length..]);
}

namespace Tidings.Cli.Bench.Verify;

/// <summary>
/// Verifications while the node has half of what it can bear: what that is, is measured right before, since a machine that others use bears more at one hour than at another.
/// </summary>
internal static class BesideHalf
{
    const int Batch = 100, Connections = 8, Seconds = 20;

    public static async Task<IReadOnlyList<(string Name, double Value)>> Run(VerifyBench.Options options, CancellationToken cancel)
    {
        var whole = await new PipelineBench(new(Batch, Connections, Seconds, Rate: 0, options.Customers, new Dictionary<string, string> { ["TIDINGS_Carrier__Window"] = "500" })).Run(cancel);
        var rate = whole.First(static figure => figure.Name == "events_per_s").Value;
        return [.. await new VerifyBench(options with { Beside = rate / 2 }).Run(cancel), ("pipeline_per_s", rate)];
    }
}

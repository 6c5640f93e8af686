namespace Tidings.Cli.Bench;

/// <summary>
/// What encryption and the audit log cost: the pipeline with them between two runs without, since a machine that others use changes meanwhile. The ratio
/// compares with the mean of the two.
/// </summary>
internal static class BesideClear
{
    public static async Task<IReadOnlyList<(string Name, double Value)>> Run(PipelineBench.Options options, CancellationToken cancel)
    {
        var clear = options with
        {
            Settings = new Dictionary<string, string>(options.Settings)
            {
                ["TIDINGS_Keys__Seal"] = "false", ["TIDINGS_BENCH"] = "1", ["ASPNETCORE_ENVIRONMENT"] = "Development",
            },
        };
        var before = await new PipelineBench(clear).Run(cancel);
        var sealedRun = await new PipelineBench(options).Run(cancel);
        var after = await new PipelineBench(clear).Run(cancel);
        var rate = (Of(before, "events_per_s") + Of(after, "events_per_s")) / 2;
        var cost = (Of(before, "node_us_per_event") + Of(after, "node_us_per_event")) / 2;
        return
        [
            .. sealedRun,
            ("clear_events_per_s", rate),
            ("clear_node_us_per_event", cost),
            ("ratio", Of(sealedRun, "events_per_s") / rate),
        ];
    }

    static double Of(IReadOnlyList<(string Name, double Value)> figures, string name) => figures.First(figure => figure.Name == name).Value;
}

using System.Text.Json.Nodes;

namespace Tidings.Acceptance.Tests;

/// <summary>The short form of <c>./tidings bench crash --kills 50</c>; the figures of the long one are in bench/.</summary>
public sealed class When_a_node_ends_under_load
{
    static async Task<JsonObject> Crash(params string[] args)
    {
        var output = await TidingsProcess.Run(["bench", "crash", "--json", "--customers", "1000", "--connections", "4", .. args]);
        var figures = JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!.AsObject();
        Assert.True((double)figures["acknowledged"]! > 0, "nothing was acknowledged: the test would prove nothing");
        return figures;
    }

    [Fact]
    public async Task Kill_9_at_random_moments_loses_nothing_and_duplicates_stay_within_the_windows()
    {
        var figures = await Crash("--kills", "5", "--seed", "11");
        Assert.Equal(0, (double)figures["lost"]!);
        Assert.Equal(0, (double)figures["receipts_missing"]!);
        Assert.InRange((double)figures["duplicates"]!, 0, (double)figures["duplicates_allowed"]!);
        Assert.Equal(5 * (double)figures["window"]!, (double)figures["duplicates_allowed"]!);
    }

    [Fact]
    public async Task Sigterm_loses_nothing_and_sends_nothing_twice()
    {
        var figures = await Crash("--kills", "3", "--end", "terminate", "--seed", "12");
        Assert.Equal(0, (double)figures["lost"]!);
        Assert.Equal(0, (double)figures["duplicates"]!);
        Assert.Equal(0, (double)figures["unclean_ends"]!);
        Assert.Equal(0, (double)figures["receipts_missing"]!);
    }

    [Fact]
    public async Task A_carrier_that_cuts_in_the_middle_of_a_window_costs_at_most_the_windows()
    {
        var figures = await Crash("--kills", "4", "--end", "carrierCuts", "--seed", "13");
        Assert.Equal(0, (double)figures["lost"]!);
        Assert.Equal(0, (double)figures["receipts_missing"]!);
        Assert.InRange((double)figures["duplicates"]!, 0, (double)figures["duplicates_allowed"]!);
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_and_there_is_an_end_to_it()
    {
        var figures = await Crash("--kills", "1", "--end", "diskFull", "--seed", "14");
        Assert.Equal(0, (double)figures["lost"]!);
        Assert.Equal(0, (double)figures["receipts_missing"]!);
        // Clients were turned away while it was full, or the disk was not full at all.
        Assert.True((double)figures["repeated_requests"]! > 50, figures.ToJsonString());
    }
}

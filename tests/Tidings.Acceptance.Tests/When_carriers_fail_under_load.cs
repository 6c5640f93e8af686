using System.Text.Json.Nodes;

namespace Tidings.Acceptance.Tests;

/// <summary>The short form of <c>./tidings bench chaos --minutes 10</c>.</summary>
public sealed class When_carriers_fail_under_load
{
    [Fact]
    public async Task The_rest_goes_by_the_others_nothing_is_lost_or_out_of_order_and_what_comes_twice_fits_into_the_windows()
    {
        var output = await TidingsProcess.Run("bench", "chaos", "--json", "--minutes", "1", "--rate", "400", "--customers", "400", "--connections", "4");
        var figures = JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!.AsObject();
        Assert.True((double)figures["acknowledged"]! > 1_000, "too little flowed: the test would prove nothing");
        Assert.Equal((0.0, 0.0, 0.0), ((double)figures["lost"]!, (double)figures["out_of_order"]!, (double)figures["late"]!));
        Assert.True((double)figures["duplicates"]! > 0, "nothing was in doubt: the test would prove nothing");
        Assert.InRange((double)figures["duplicates"]!, 1, (double)figures["duplicates_allowed"]!);
        // What did not arrive is told, and is not more than what may have been under way with a carrier that failed; with three carriers nothing waits until it is worth nothing.
        Assert.InRange((double)figures["missing"]!, 0, (double)figures["in_doubt"]!);
        Assert.InRange((double)figures["in_doubt"]!, 0, (double)figures["duplicates_allowed"]!);
        // Of the first of each the output tells what became of them.
        Assert.True((double)figures["expired"]! == 0, output);
        Assert.True((double)figures["receipts_missing"]! == 0, output);
        Assert.True((double)figures["p99_code_worst_minute_ms"]! > 0, "no minute had codes");
    }
}

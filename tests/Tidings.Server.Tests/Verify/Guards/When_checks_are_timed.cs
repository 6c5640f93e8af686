using Tidings.Server.Tests.Intake;
using static Tidings.Server.Tests.Verify.Guards.When_answers_are_timed;

namespace Tidings.Server.Tests.Verify.Guards;

/// <summary>A check waits for no timer: what it took is measured while nothing else runs, for it is less than what others take beside it.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class When_checks_are_timed
{
    [Fact]
    public async Task A_check_takes_as_long_for_one_that_goes_nowhere_and_waits_for_no_timer()
    {
        await using var node = await Node("00:00:00");
        var (known, unknown) = (new List<double>(), new List<double>());
        var random = new Random(2);
        for (var i = 0; i < Customers * Each; i++)
        {
            var ids = (await Begin(node, $"C-{i % Customers}"), await Begin(node, $"X-{i % Customers}"));
            var order = random.Next(2) == 0;
            foreach (var exists in (bool[])[order, !order])
                (exists ? known : unknown).Add(await Check(node, exists ? ids.Item1.Id : ids.Item2.Id));
        }
        Assert.False(SignedRanks.Differ(known, unknown), $"z = {SignedRanks.Z(known, unknown):0.0} of {known.Count} pairs, medians {Median(known):0.000} and {Median(unknown):0.000} ms");
        // The same answers with a leak as long as half of one are told apart: it is no noise that hides it.
        var leaked = SignedRanks.Z(known, [.. unknown.Select(took => took + (Median(known) / 2))]);
        Assert.True(leaked > SignedRanks.Sure, $"z = {leaked:0.0} with a leak, median {Median(known):0.000} ms");
    }

    static async Task<double> Check(RealNode node, string id)
    {
        var (answer, took) = await Timed(node, $"/v1/verifications/{id}/check", """{"code":"000000","purpose":"login"}""");
        Assert.Equal(200, answer.Status);
        return took;
    }
}

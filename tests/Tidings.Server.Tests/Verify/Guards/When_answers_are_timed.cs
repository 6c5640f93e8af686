using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Verify.Guards;

/// <summary>Whoever measures how long answers take learns nothing of who exists.</summary>
public sealed class When_answers_are_timed
{
    internal const int Customers = 60, Each = 5;

    /// <summary>A machine's times: half a millisecond on the whole, now and then many.</summary>
    static double[] Noise(int seed, int count, double more = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 0.4 + more + Math.Exp((random.NextDouble() + random.NextDouble() + random.NextDouble() - 3) * 1.2) + (random.Next(50) == 0 ? 20 * random.NextDouble() : 0))];
    }

    [Fact]
    public void The_test_catches_a_leak_of_200_microseconds_and_takes_nothing_for_one()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            Assert.False(SignedRanks.Differ(Noise(seed, 300), Noise(seed + 1_000, 300)));
            Assert.True(SignedRanks.Z(Noise(seed, 300), Noise(seed + 1_000, 300, 0.2)) > SignedRanks.Sure);
            Assert.True(SignedRanks.Z(Noise(seed, 300, 0.2), Noise(seed + 1_000, 300)) < -SignedRanks.Sure);
        }
    }

    [Fact]
    public async Task Beginning_one_takes_as_long_for_nobody_as_for_a_customer_whose_state_is_in_memory()
    {
        // As long as a busy machine of a test needs for the work: in production it is set for the machine there.
        await using var node = await Node("00:00:00.060");
        var (known, unknown) = (new List<double>(), new List<double>());
        var random = new Random(1);
        for (var i = 0; i < Customers * Each; i++)
        {
            // In turn, and which of the two is first is drawn: what the machine does meanwhile falls on both alike.
            var order = random.Next(2) == 0;
            foreach (var exists in (bool[])[order, !order])
                (exists ? known : unknown).Add((await Begin(node, $"{(exists ? 'C' : 'X')}-{i % Customers}")).Took);
        }
        // None comes before the timer, but for the grain of a clock that stands still while a machine has nothing to do: what the work took, a few milliseconds, is not in them.
        Assert.InRange(known.Concat(unknown).Min(), 40, double.MaxValue);
        Assert.False(SignedRanks.Differ(known, unknown), $"z = {SignedRanks.Z(known, unknown):0.0} of {known.Count} pairs");
        // The same answers with a leak as long as half of one are told apart, and where the machine is so busy that most pairs differ by more, with one as long as that: it is no noise that hides it.
        var leak = Math.Max(Median(known) / 2, known.Zip(unknown, static (one, other) => Math.Abs(one - other)).Order().ElementAt(known.Count * 3 / 4));
        Assert.True(SignedRanks.Differ(known, [.. unknown.Select(took => took + leak)]));
    }

    internal static async Task<RealNode> Node(string answerAfter)
    {
        var node = await RealNode.Start(null, RealNode.OnePerson, ("Verifications:AnswerAfter", answerAfter), ("Intake:AssignedNumbersOnly", "false"));
        for (var i = 0; i < Customers; i++)
            Assert.Equal(200, (await node.Send(HttpMethod.Put, $"/v1/customers/C-{i}", body: $$"""{"name":"Ada Jensen","phones":["+4474{{i:00}}123456"],"language":"en"}""")).Status);
        return node;
    }

    internal static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);

    internal static async Task<(string Id, double Took)> Begin(RealNode node, string customer)
    {
        var (answer, took) = await Timed(node, "/v1/verifications", $$"""{"purpose":"login","customer":"{{customer}}"}""");
        Assert.Equal(201, answer.Status);
        return (answer.Json.GetProperty("id").GetString()!, took);
    }

    internal static async Task<(Answer, double)> Timed(RealNode node, string path, string body)
    {
        var began = TimeProvider.System.GetTimestamp();
        var answer = await node.Send(HttpMethod.Post, path, body: body);
        return (answer, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
    }
}

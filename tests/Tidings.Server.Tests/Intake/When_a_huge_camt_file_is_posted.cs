using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

/// <summary>Measures the memory of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(AloneInTheProcess))]
public sealed class When_a_huge_camt_file_is_posted
{
    const int Entries = 300_000;

    [Fact]
    public async Task It_needs_a_small_part_of_its_size_in_memory()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Answer = _ => EventOutcome.Duplicate;
        await Post(host, 2_000, static _ => { });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var highest = before;
        var answer = await Post(host, Entries, entry =>
        {
            if (entry % 10_000 == 0)
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
        });
        Assert.Equal(Entries, answer.Json.GetProperty("duplicates").GetInt32());
        var size = (long)CamtSample.Entry(Entries).Length * Entries;
        Assert.InRange(highest - before, 0, size / 5);
    }

    static async Task<Answer> Post(IntakeHost host, int entries, Action<int> onEntry)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files") { Content = new StreamContent(CamtSample.Long(entries, onEntry)) };
        return await host.Send(request);
    }
}

using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

/// <summary>Measures the memory of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(AloneInTheProcess))]
public sealed class When_a_huge_camt_file_is_posted
{
    const int Entries = 100_000;

    [Fact]
    public async Task It_needs_a_small_part_of_its_size_in_memory()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Answer = _ => EventOutcome.Duplicate;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files") { Content = new StreamContent(CamtSample.Long(Entries)) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var highest = before;
        var sending = host.Send(request);
        while (!sending.IsCompleted)
        {
            highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
            await Task.Yield();
        }
        Assert.Equal(Entries, (await sending).Json.GetProperty("duplicates").GetInt32());
        var size = CamtSample.Head.Length + ((long)CamtSample.Entry(1).Length * Entries);
        Assert.InRange(highest - before, 0, size / 3);
    }
}

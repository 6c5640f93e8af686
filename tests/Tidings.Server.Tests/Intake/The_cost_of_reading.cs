using System.Text;
using Tidings.Core.Customers;
using Tidings.Server.Intake.Events;

namespace Tidings.Server.Tests.Intake;

/// <summary>Figures for docs/performance.md, run by name only: <c>-explicit only -class *The_cost_of_reading</c>.</summary>
public sealed class The_cost_of_reading(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void A_batch_of_100_by_the_event()
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 100).Select(i => Samples.Payment($"E-{i}")))}]");
        var reader = new CloudEventReader(new NumberingPlan(null), new("en", "Etc/UTC"), TimeProvider.System);
        var parsed = new List<ParsedEvent>(128);
        for (var round = 0; round < 8; round++)
        {
            var (began, allocated) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var i = 0; i < 5000; i++)
            {
                parsed.Clear();
                Assert.True(reader.ReadBatch(json, 1000, parsed));
            }
            output.WriteLine($"{TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / 500_000:F0} ns, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 500_000} bytes an event of {json.Length / 100} bytes");
        }
    }

    [Fact(Explicit = true)]
    public async Task A_file_of_500_megabytes()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Answer = _ => Core.Events.EventOutcome.Duplicate;
        var began = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files") { Content = new StreamContent(CamtSample.Long(2_700_000, static _ => { })) };
        var sending = host.Send(request);
        var highest = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (!sending.IsCompleted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            highest = Math.Max(highest, Environment.WorkingSet);
        var report = await sending;
        output.WriteLine($"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s, working set at most {highest >> 20} MiB: {report.Text}");
    }
}

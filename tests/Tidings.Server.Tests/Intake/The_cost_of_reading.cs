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
}

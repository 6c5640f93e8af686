using Microsoft.Extensions.Time.Testing;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Phone;

public class When_texts_come_without_a_pause
{
    const int Texts = 25;

    [Fact]
    public async Task The_counters_come_once_a_second_all_the_same()
    {
        var clock = new FakeTimeProvider();
        await using var simulator = await Running.StartAsync(Running.Options() with { PhonePort = 0 }, clock);
        using var http = new HttpClient { BaseAddress = simulator.PhoneUrl };
        using var esme = await Esme.BoundAsync(simulator);
        using var stream = new StreamReader(await http.GetStreamAsync("/live", TestContext.Current.CancellationToken));

        var stats = 0;
        for (var text = 0; text < Texts; text++)
        {
            await esme.SubmitAsync("447700900123", $"text {text}", registered: 0);
            for (string? line = null; line != "event: text"; line = await stream.ReadLineAsync(TestContext.Current.CancellationToken))
                stats += line == "event: stats" ? 1 : 0;
            clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        Assert.InRange(stats, 4, 6);
    }
}

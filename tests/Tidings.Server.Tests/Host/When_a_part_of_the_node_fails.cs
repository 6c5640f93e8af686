using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public sealed class When_a_part_of_the_node_fails
{
    [Fact]
    public async Task The_end_is_no_stop_that_somebody_wanted_and_says_the_kind_without_the_words()
    {
        var end = await Run(new Failing());
        Assert.Equal((nameof(Failing), nameof(InvalidTimeZoneException)), end.Failure);
    }

    [Fact]
    public async Task A_stop_that_somebody_wanted_is_no_failure() => Assert.Null((await Run(new Stopping())).Failure);

    static async Task<NodeEnd> Run(BackgroundService part)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddHostedService(services =>
        {
            (part as Stopping)?.Lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            return part;
        });
        using var host = builder.Build();
        var end = NodeEnd.Watch(host);
        await host.RunAsync(TestContext.Current.CancellationToken);
        return end;
    }

    sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidTimeZoneException("Ada");
        }
    }

    sealed class Stopping : BackgroundService
    {
        public IHostApplicationLifetime? Lifetime { get; set; }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            Lifetime!.StopApplication();
        }
    }
}

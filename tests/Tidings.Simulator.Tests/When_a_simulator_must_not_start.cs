using System.Net;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests;

public class When_a_simulator_must_not_start
{
    [Theory]
    [InlineData("TIDINGS_ENVIRONMENT", "Production")]
    [InlineData("DOTNET_ENVIRONMENT", "production")]
    [InlineData("ASPNETCORE_ENVIRONMENT", " PRODUCTION ")]
    public async Task Production_is_refused_and_the_variable_named(string variable, string value)
    {
        var refused = await Assert.ThrowsAsync<SimulatorRefusedException>(() => Start(Running.Options(), name => name == variable ? value : null));
        Assert.Contains(variable, refused.Message);
    }

    [Fact]
    public async Task So_it_is_where_an_option_says_so()
    {
        var refused = await Assert.ThrowsAsync<SimulatorRefusedException>(() => Start(Running.Options() with { Environment = "production" }, _ => null));
        Assert.Contains("Environment", refused.Message);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Staging")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Any_other_environment_will_do(string? value)
    {
        await using var simulator = await Start(Running.Options(), _ => value);
        Assert.NotEqual(0, simulator.SmppPort);
    }

    [Theory]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("::", false)]
    [InlineData("128.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    public async Task It_listens_on_loopback_addresses_only(string address, bool starts)
    {
        var options = Running.Options() with { Address = IPAddress.Parse(address) };
        if (starts)
            await (await Start(options, _ => null)).DisposeAsync();
        else
            await Assert.ThrowsAsync<SimulatorRefusedException>(() => Start(options, _ => null));
    }

    [Fact]
    public async Task Options_out_of_their_range_are_named()
    {
        var wrong = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Start(Running.Options() with { InboxCapacity = 0 }, _ => null));
        Assert.Equal(nameof(SimulatorOptions.InboxCapacity), wrong.ParamName);
        await Assert.ThrowsAsync<ArgumentException>(() => Start(Running.Options(new() { ReceiptCopies = 0 }), _ => null));
    }

    [Fact]
    public async Task A_taken_port_is_said_and_nothing_stays_open()
    {
        await using var first = await Running.StartAsync();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => Start(Running.Options() with { SmppPort = first.SmppPort }, _ => null));
    }

    [Fact]
    public async Task It_leaves_Ctrl_C_and_SIGTERM_to_the_process_it_is_in()
    {
        var options = Running.Options() with { PhonePort = 0 };
        var exchange = new Simulator.Smsc.Exchange(options, TimeProvider.System, new(options, TimeProvider.System), null);
        await using var phone = await Simulator.Phone.PhoneHost.StartAsync(options, exchange, 0, TimeProvider.System, TestContext.Current.CancellationToken);

        // The host's usual lifetime registers for the signals and keeps the process alive when they come.
        Assert.IsType<Simulator.Phone.GuestLifetime>(phone.Lifetime);
        exchange.Dispose();
    }

    static Task<SmscSimulator> Start(SimulatorOptions options, Func<string, string?> environment) =>
        SmscSimulator.StartAsync(options, TimeProvider.System, environment, TestContext.Current.CancellationToken);
}

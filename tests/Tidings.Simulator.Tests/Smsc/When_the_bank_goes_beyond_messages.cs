using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_the_bank_goes_beyond_messages
{
    [Theory]
    [InlineData(0x03u, 0x67u)]
    [InlineData(0x07u, 0x13u)]
    [InlineData(0x08u, 0x11u)]
    [InlineData(0x21u, 0x03u)]
    [InlineData(0x103u, 0x03u)]
    public async Task A_command_that_is_not_served_gets_its_own_response(uint command, uint status)
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SendAsync(Pdu.Header(command, 7, [.. Pdu.Z("id"), 0, 0, 0]));

        var response = await esme.ReadAsync();
        Assert.Equal((command | 0x80000000, status, 7u), (response.Command, response.Status, response.Sequence));
    }

    [Fact]
    public async Task Before_the_bind_it_is_told_so()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.ConnectAsync(simulator);

        await esme.SendAsync(Pdu.Header(0x03, 7, [.. Pdu.Z("id"), 0, 0, 0]));

        Assert.Equal((0x80000003u, 0x04u), await esme.ReadAsync() is var response ? (response.Command, response.Status) : default);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(63)]
    public async Task A_password_longer_than_the_standard_allows_binds(int length)
    {
        var password = new string('p', length);
        await using var simulator = await Running.StartAsync(Running.Options() with { Password = password });
        using var esme = await Esme.BoundAsync(simulator, password: password);
    }

    [Fact]
    public async Task A_password_of_64_does_not()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.ConnectAsync(simulator);
        await esme.SendAsync(Pdu.Bind(Esme.Transceiver, "bank", new string('p', 64)));
        Assert.Equal(0x0Du, (await esme.ReadAsync()).Status);
    }
}

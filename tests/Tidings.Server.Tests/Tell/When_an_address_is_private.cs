using System.Net;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Tidings.Server.Tell;
using Tidings.Server.Tell.Send;

namespace Tidings.Server.Tests.Tell;

public sealed class When_an_address_is_private
{
    static AddressGuard Guard(params string[] allowed) => new(Options.Create(new TellOptions { AllowedNetworks = allowed }));

    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.255.255.254"), InlineData("10.0.0.1"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("198.18.0.1")]
    [InlineData("::1"), InlineData("::"), InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fdff::1"), InlineData("ff02::1"), InlineData("fec0::1")]
    [InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("::127.0.0.1"), InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b::a9fe:a9fe"), InlineData("2002:7f00:1::1"), InlineData("2001:0:1::1")]
    public void It_is_refused(string address) => Assert.False(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0"), InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111"), InlineData("64:ff9b::808:808"), InlineData("2002:808:808::1"), InlineData("::ffff:8.8.8.8")]
    public void A_public_one_is_not(string address) => Assert.True(Guard().Allows(IPAddress.Parse(address)));

    [Theory, InlineData("10.20.0.1", true), InlineData("::ffff:10.20.0.1", true), InlineData("10.21.0.1", false)]
    public void One_in_a_network_that_the_bank_has_named_is_allowed(string address, bool allowed) =>
        Assert.Equal(allowed, Guard("10.20.0.0/16").Allows(IPAddress.Parse(address)));

    [Theory, InlineData("10.20.0.0"), InlineData("lan")]
    public void A_network_that_is_none_stops_the_start(string network) =>
        Assert.True(new TellOptionsCheck().Validate(null, new() { AllowedNetworks = [network] }).Failed);

    /// <summary>The name meant a public address when it was written, and means loopback when it is connected to.</summary>
    [Fact]
    public async Task What_a_name_means_is_looked_at_when_it_is_connected_to()
    {
        await using var receiver = await Receiver.Start();
        var port = new Uri(receiver.Url).Port;
        foreach (var (allowed, expected, got) in (IEnumerable<(string[], string?, int)>)[([], "address-refused", 0), (["127.0.0.0/8"], null, 1)])
        {
            using var sender = new WebhookSender(
                Guard(allowed), Options.Create(new TellOptions()), new HostingEnvironment { EnvironmentName = "Development" }, TimeProvider.System,
                new NameResolver(static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));
            var error = await sender.Send(new($"http://hooks.example:{port}/"), [new byte[32]], new("id", TellEvents.Delivered, "C-1", "{}"u8.ToArray()), TestContext.Current.CancellationToken);
            Assert.Equal((expected, got), (error, receiver.All.Length));
        }
    }

    [Fact]
    public async Task Outside_of_development_nothing_leaves_without_TLS()
    {
        await using var receiver = await Receiver.Start();
        using var sender = new WebhookSender(
            Guard("127.0.0.0/8"), Options.Create(new TellOptions()), new HostingEnvironment { EnvironmentName = "Production" }, TimeProvider.System);
        Assert.Equal("not-https", await sender.Send(new(receiver.Url), [new byte[32]], new("id", TellEvents.Delivered, "C-1", []), TestContext.Current.CancellationToken));
        Assert.Empty(receiver.All);
    }
}

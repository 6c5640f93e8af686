using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_carriers_are_configured
{
    [Fact]
    public void Each_has_its_own_section_and_inherits_nothing()
    {
        using var services = Services(("Carrier:Password", "of-main"), ("Carriers:North:Host", "smpp.north.example"), ("Carriers:North:Statuses:0x402", "Throttled"));
        Assert.Equal(["main", "north"], services.GetRequiredService<CarrierNames>().All);
        var north = services.GetRequiredService<IOptionsMonitor<CarrierOptions>>().Get("north");
        Assert.Equal(("smpp.north.example", "", ErrorClass.Throttled), (north.Host, north.Password, north.Statuses["0x402"]));
        Assert.Equal("of-main", services.GetRequiredService<IOptions<CarrierOptions>>().Value.Password);
        Assert.Empty(Wrong(services));
    }

    [Theory]
    [InlineData("Carriers:north:Window", "0", "Carriers:north:Window: ")]
    [InlineData("Carriers:north:MaxSegments", "25", null)]
    [InlineData("Carriers:north:PasswordFile", "/no/such/file", "Carriers:north:PasswordFile does not exist.")]
    [InlineData("Carriers:a carrier:Host", "x", "Carriers:a carrier: a carrier's name has 1 to 16 letters")]
    [InlineData("Carriers:main:Host", "x", "Carriers:main: the carrier main has its options in the section Carrier.")]
    [InlineData("Carriers:north:Statuses:wrong", "Throttled", "Carriers:north:Statuses:wrong is no command_status")]
    [InlineData("Carriers:north:Statuses:0", "Throttled", "Carriers:north:Statuses:0 is no command_status")]
    [InlineData("Carriers:north:Statuses:0x58", "None", "Carriers:north:Statuses:0x58 must be Throttled")]
    [InlineData("Carriers:north:Tlvs:0x14000", "1", "Carriers:north:Tlvs:0x14000 is no tag")]
    [InlineData("Carriers:north:Tlvs:0x1400", "naïve", "Carriers:north:Tlvs:0x1400 must be 1 to 200 ASCII characters.")]
    [InlineData("Carriers:north:TemplateTlvs:0x1401/card-payment", "1", "Carriers:north:TemplateTlvs:0x1401/card-payment must be a tag")]
    [InlineData("Carriers:north:Prices:XX", "1", "Carriers:north:Prices:XX is neither a country")]
    [InlineData("Carriers:north:Prices:+447700900", "1", "Carriers:north:Prices:+447700900 is neither a country")]
    [InlineData("Carriers:north:Senders:GB", "60123", null)]
    [InlineData("Carriers:north:Senders:XX", "60123", "Carriers:north:Senders:XX is no country")]
    [InlineData("Carriers:north:Senders:GB", "twelve chars", "Carriers:north:Senders:GB is no sender. Write up to 11 letters")]
    [InlineData("Carriers:north:BindType", "7", "Carriers:north:BindType must be Transceiver or TransmitterAndReceiver.")]
    [InlineData("Carriers:north:RatePerBind", "0", "Carriers:north:RatePerBind: ")]
    [InlineData("Carriers:north:Prices:GB", "-1", "Carriers:north:Prices:GB is below zero.")]
    [InlineData("Routing:Routes:0:Prefer", "Cost", "Routing:Routes:0:Carriers names none")]
    [InlineData("Routing:Routes:0:Carriers:0", "south", "Routing:Routes:0:Carriers: there is no carrier south; there are main, north.")]
    [InlineData("Routing:Breaker:Proof", "11", "Routing:Breaker:Proof must be 1 to Probes")]
    [InlineData("Routing:ReceiptWithin:OneTimeCode", "00:00:00.5", "Routing:ReceiptWithin:OneTimeCode must be 1 s to 1 h.")]
    [InlineData("Routing:WaitAtMost:Transaction", "00:00:00.009", "Routing:WaitAtMost:Transaction must be 10 ms to 1 h.")]
    [InlineData("Routing:Health:Delivered", "1.1", "Routing:Health:Delivered must be 0 to 1.")]
    [InlineData("Routing:Health:ReceiptWithin", "01:00:01", "Routing:Health:ReceiptWithin must be 1 s to 1 h.")]
    [InlineData("Routing:Health:Reported", "-0.1", "Routing:Health:Reported must be 0 to 1.")]
    [InlineData("Routing:Health:Slower", "0", null)]
    [InlineData("Routing:Health:Slower", "1.4", "Routing:Health:Slower must be 0, for never, or 1.5 to 100.")]
    [InlineData("Routing:Health:SlowFrom", "01:00:01", "Routing:Health:SlowFrom must be 0 to 1 h.")]
    [InlineData("Routing:Health:Trial", "10001", "Routing:Health:Trial must be 0 to 10000.")]
    public void What_is_wrong_is_said_in_a_sentence_with_its_place(string name, string value, string? said)
    {
        using var services = Services(("Carriers:north:Host", "smpp.north.example"), (name, value));
        if (said is null)
            Assert.Empty(Wrong(services));
        else
            Assert.Contains(Wrong(services), wrong => wrong.StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_route_is_checked_in_all_its_parts()
    {
        using var services = Services(
            ("Carriers:north:Host", "x"), ("Routing:Routes:0:Carriers:0", "north"), ("Routing:Routes:0:Carriers:1", "North"), ("Routing:Routes:0:Countries:0", "Turkey"),
            ("Routing:Routes:0:Prefixes:0", "4477"));
        Assert.Equal(
            ["Routing:Routes:0:Carriers names one twice.", "Routing:Routes:0:Countries: Turkey is no country of ISO 3166-1 alpha-2.", "Routing:Routes:0:Prefixes: 4477 must be a plus and 1 to 8 digits."],
            Wrong(services));
    }

    [Fact]
    public void Prices_in_two_currencies_are_refused()
    {
        using var services = Services(("Carrier:Prices:GB", "1"), ("Carriers:north:Prices:GB", "1"), ("Carriers:north:Currency", "USD"));
        Assert.Equal(["Carrier:Currency: prices are compared, and must be in one currency; they are in EUR and USD."], Wrong(services));
    }

    [Theory]
    [InlineData("Carriers:north:Rate", "Carriers:north:Rate is not an option.")]
    [InlineData("Routing:Routes:0:Country", "Routing:Routes:0:Country is not an option.")]
    public void A_misspelt_name_is_told(string name, string said)
    {
        var configured = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)"x")]).Build();
        Assert.StartsWith(said, Assert.Single(ConfigurationSections.Unknown(configured)), StringComparison.Ordinal);
    }

    static ServiceProvider Services(params (string Name, string Value)[] options)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(options.Select(static o => KeyValuePair.Create(o.Name, (string?)o.Value))).Build());
        services.AddDeliver();
        return services.BuildServiceProvider();
    }

    static IEnumerable<string> Wrong(ServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<IOptions<RoutingOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures;
        }
    }
}

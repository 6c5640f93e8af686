using Tidings.Server.Tests.Intake;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver.Watch;

public class When_carriers_are_watched
{
    [Fact]
    public async Task Each_is_shown_with_its_binds_and_whether_it_gets_texts()
    {
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var node = await RealNode.Start(null,
            ("Carrier:Port", "1"), ("Carriers:north:Port", $"{smsc.SmppPort}"), ("Carriers:north:Binds", "3"), ("Carriers:north:RatePerSecond", "30"));
        await Carrier.Until(async () =>
        {
            var now = (await Carriers(node)).EnumerateArray().ToDictionary(static one => one.GetProperty("name").GetString()!);
            return now["main"].GetProperty("state").GetString() == "down" && now["north"].GetProperty("state").GetString() == "up"
                && now["north"].GetProperty("binds").EnumerateArray().All(static bind => bind.GetProperty("bound").GetBoolean());
        });
        var all = await Carriers(node);
        Assert.Equal(["main", "north"], all.EnumerateArray().Select(static one => one.GetProperty("name").GetString()));
        Assert.Equal(["north/0", "north/1", "north/2"], all[1].GetProperty("binds").EnumerateArray().Select(static bind => bind.GetProperty("name").GetString()));
        Assert.All(all[1].GetProperty("binds").EnumerateArray(), static bind => Assert.Equal(10, bind.GetProperty("perSecond").GetDouble()));
        Assert.All(all[0].GetProperty("binds").EnumerateArray(), static bind => Assert.False(bind.GetProperty("bound").GetBoolean()));
    }

    [Fact]
    public async Task The_only_one_is_alone()
    {
        await using var node = await RealNode.Start(null, ("Carrier:Port", "1"));
        Assert.Equal("alone", Assert.Single((await Carriers(node)).EnumerateArray()).GetProperty("state").GetString());
    }

    static async Task<System.Text.Json.JsonElement> Carriers(RealNode node) => (await node.Send(HttpMethod.Get, "/v1/carriers")).Json.GetProperty("carriers");
}

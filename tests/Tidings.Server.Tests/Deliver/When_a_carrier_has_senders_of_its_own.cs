using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Tests.Deliver.Http;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_a_carrier_has_senders_of_its_own
{
    const string Here = "447700900101", There = "15005550006";

    static readonly BankSettings Bank = new()
    {
        Name = "Example Bank", Sender = new("BANK"), HomeCountry = "GB", Senders = new Dictionary<string, SenderId> { ["GB"] = new("BANK"), ["US"] = new("28282") },
        FurtherSenders = new Dictionary<string, IReadOnlyList<SenderId>> { ["GB"] = [new("60123")] }, OtherCountries = OtherCountries.Suppress,
    };

    static string[] From(Tidings.Simulator.SmscSimulator smsc, string number) => [.. smsc.Inbox.Texts(number).Select(static text => text.From)];

    [Fact]
    public async Task They_stand_above_its_texts_in_their_country_and_nowhere_else()
    {
        await using var carrier = await Carrier.Open(set: static options => options.Senders["gb"] = "60123", bank: Bank);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("one", to: Here)), ("ben", carrier.Text("two", to: There) with { From = new("28282") })));
        Assert.Equal(["60123"], From(carrier.Smsc, Here));
        Assert.Equal(["28282"], From(carrier.Smsc, There));
    }

    [Fact]
    public async Task A_text_that_goes_by_another_carrier_has_that_ones()
    {
        await using var carrier = await Carrier.Open(
            new() { RefuseEvery = 1, RefuseWith = Tidings.Simulator.SmscStatus.InvalidSource }, static options => options.Senders["GB"] = "60123", bank: Bank,
            others: static async carrier => carrier.Others.Add(await OtherCarrier.Start("north")));
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("one", to: Here))));
        Assert.Equal(["BANK"], From(carrier.Others[0].Smsc, Here));
    }

    [Fact]
    public async Task Over_http_too()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await When_texts_leave_over_http.Open(peer, static options => options.Senders["GB"] = "60123");
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("one", to: Here))));
        Assert.Equal("60123", JsonDocument.Parse(Assert.Single(peer.Requests).Body).RootElement.GetProperty("from").GetString());
    }

    [Theory]
    [InlineData("OTHER")]
    // Registered, and elsewhere.
    [InlineData("28282")]
    public async Task One_that_is_not_registered_there_keeps_the_text_here(string own)
    {
        await using var carrier = await Carrier.Open(set: options => options.Senders["GB"] = own, bank: Bank);
        await Withheld(carrier);
    }

    [Fact]
    public async Task One_that_the_settings_have_no_more_keeps_the_text_here()
    {
        await using var carrier = await Carrier.Open(set: static options => options.Senders["GB"] = "60123", bank: Bank, start: false);
        carrier.Bank = Bank with { FurtherSenders = new Dictionary<string, IReadOnlyList<SenderId>>() };
        carrier.Start();
        await Withheld(carrier);
    }

    /// <summary>A carrier's own does not stand in for what was decided: that is judged all the same.</summary>
    [Fact]
    public async Task What_was_decided_under_another_sender_stays_here_all_the_same()
    {
        await using var carrier = await Carrier.Open(set: static options => options.Senders["GB"] = "60123", bank: Bank);
        await Withheld(carrier, "OTHER");
    }

    static async Task Withheld(Carrier carrier, string decided = "BANK")
    {
        using var withheld = new Metered(carrier.Metrics.Withheld);
        var id = (await carrier.Accept(("ada", carrier.Text("one", to: Here) with { From = new(decided) })))[0];
        await carrier.Settled(id);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
        Assert.Equal("withheld", TimelineEntry.Of(Assert.Single((await carrier.Facts(id)).Submissions)).Code);
        Assert.Empty(carrier.Arrived);
        Assert.Equal(1, withheld["no-sender"]);
    }

    [Fact]
    public async Task One_that_is_not_registered_keeps_the_text_from_this_carrier_alone()
    {
        await using var carrier = await Carrier.Open(
            set: static options => options.Senders["GB"] = "OTHER", bank: Bank, others: static async carrier => carrier.Others.Add(await OtherCarrier.Start("north")));
        var id = (await carrier.Accept(("ada", carrier.Text("one", to: Here))))[0];
        await carrier.Settled(id);
        Assert.Empty(carrier.Arrived);
        Assert.Equal(["BANK"], From(carrier.Others[0].Smsc, Here));
        var facts = await carrier.Facts(id);
        Assert.Equal(["withheld-here", "accepted"], facts.Submissions.Select(static row => TimelineEntry.Of(row).Code));
    }

    [Fact]
    public async Task A_node_starts_with_one_that_the_settings_do_not_have_and_says_what_to_do()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson, ("Carrier:Port", "1"), ("Carrier:Senders:GB", "60123"));
        Assert.Contains("Carrier:Senders:GB: 60123 is not registered in GB by the bank's settings. Add it to furtherSenders.GB of /v1/settings", node.Logs.All, StringComparison.Ordinal);

        async Task<Answer> Put(JsonObject further)
        {
            var settings = JsonNode.Parse((await node.Send(HttpMethod.Get, "/v1/settings")).Text)!;
            settings["furtherSenders"] = further;
            return await node.Send(HttpMethod.Put, "/v1/settings", body: settings.ToJsonString());
        }

        // Other changes are not held up by it.
        Assert.Equal(200, (await Put([])).Status);
        Assert.Equal(200, (await Put(new() { ["GB"] = new JsonArray("60123", "60124") })).Status);
        Assert.Equal(200, (await Put(new() { ["GB"] = new JsonArray("60123") })).Status);
        var dropped = await Put([]);
        Assert.Equal(422, dropped.Status);
        Assert.Equal("furtherSenders.GB", JsonNode.Parse(dropped.Text)!["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public void Customers_write_to_it()
    {
        var register = new SenderRegister(static () => Bank);
        Assert.True(register.IsOurs("60123"u8, []));
        Assert.False(register.IsOurs("60124"u8, []));

        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Carriers:north:Senders:GB", "Southwind")]).Build()).AddDeliver();
        using var provider = services.BuildServiceProvider();
        var own = provider.GetRequiredService<OwnSenders>();
        Assert.True(own.MayHaveStood(new(Here), "SOUTHWIND"));
        Assert.False(own.MayHaveStood(new(There), "SOUTHWIND"));
        Assert.False(own.MayHaveStood(new(Here), "BANK"));
    }
}

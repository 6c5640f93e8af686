using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Track;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Tests.Deliver.Http;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Track.Callbacks;

/// <summary>A whole node, and on loopback a server that holds the vendor's contract: text out, receipt and reply in.</summary>
public sealed class When_a_vendor_carries
{
    public static TheoryData<string> Vendors => ["Http", "Twilio", "Vonage", "Infobip"];

    static Vendor Of(string name) => name switch
    {
        "Twilio" => new TwilioContract(),
        "Vonage" => new VonageContract(),
        "Infobip" => new InfobipContract(),
        _ => new DescribedContract(),
    };

    [Theory, MemberData(nameof(Vendors))]
    public async Task A_text_leaves_as_its_contract_wants_a_signed_receipt_delivers_it_and_a_forged_one_does_nothing(string name)
    {
        var vendor = Of(name);
        await using var peer = await HttpPeer.Start();
        string? wrong = null;
        peer.Answers = (request, _) => Task.FromResult((wrong ??= vendor.Wrong(request)) is null ? vendor.Taken : new(400));
        await using var node = await Start(vendor, peer);
        using var refused = new Metered(node.Services.GetRequiredService<DeliverMetrics>().CallbacksRefused);
        var id = await Pay(node);
        await Until(node, id, "sent");
        Assert.Null(wrong);
        var (text, to) = vendor.Carried(Assert.Single(peer.Requests));
        Assert.Equal("15005550006", to);
        Assert.NotEmpty(text);

        Assert.Equal(403, await Bring(node, Vendor.Forged(vendor.Delivered())));
        Assert.Equal(404, await Bring(node, Elsewhere(vendor.Delivered())));
        Assert.Equal(1, refused["main"]);
        Assert.Equal("sent", await State(node, id));

        Assert.Equal(200, await Bring(node, vendor.Delivered()));
        // It was durable before the answer.
        Assert.Equal("delivered", await State(node, id));

        Assert.Equal(403, await Bring(node, Vendor.Forged(vendor.Reply())));
        Assert.Empty(await Written(node));
        Assert.Equal(200, await Bring(node, vendor.Reply()));
        // Durable, and heeded, before the answer; and once, however often it is brought.
        Assert.Equal(200, await Bring(node, vendor.Reply()));
        var written = Assert.Single(await Written(node));
        Assert.Equal(("stop", "C-1"), (written.GetProperty("meaning").GetString(), written.GetProperty("customer").GetString()));

        var carrier = (await node.Send(HttpMethod.Get, "/v1/carriers")).Json.GetProperty("carriers")[0];
        Assert.Equal(name.ToLowerInvariant(), carrier.GetProperty("kind").GetString());
        foreach (var secret in vendor.Settings.Where(static one => one.Name.EndsWith("ecret", StringComparison.Ordinal)).Select(static one => one.Value).Append("15005550006").Append(text))
            Assert.DoesNotContain(secret.Length > 3 ? secret : "\0", node.Logs.All, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task A_receipt_that_somebody_recorded_and_brings_again_says_nothing_also_after_a_restart(string name)
    {
        var vendor = Of(name);
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(vendor.Taken);
        var node = await Start(vendor, peer);
        var id = await Pay(node);
        await Until(node, id, "sent");
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Bring(node, vendor.Delivered()))), static status => Assert.Equal(200, status));
        Assert.Equal(200, await Bring(node, vendor.Delivered()));
        Assert.Equal(1, await Reported(node, id));
        await node.Stop();
        await using var again = await Start(vendor, peer, node.Folder);
        Assert.Equal(200, await Bring(again, vendor.Delivered()));
        Assert.Equal(1, await Reported(again, id));
    }

    static async Task<int> Reported(RealNode node, string id) => (await node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json.GetProperty("timeline").EnumerateArray()
        .Count(static entry => entry.GetProperty("code").GetString() == "receipt-delivered");

    /// <summary>Those that give a text an id. Where a described carrier gives none, the text tells for <c>Replies:RepeatWithin</c>.</summary>
    [Theory, InlineData("Twilio"), InlineData("Vonage"), InlineData("Infobip")]
    public async Task A_text_of_a_customer_that_somebody_recorded_long_ago_and_brings_again_does_nothing(string name)
    {
        var vendor = Of(name);
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(vendor.Taken);
        await using var node = await Start(vendor, peer);
        await Pay(node);
        Assert.Equal(200, await Bring(node, vendor.Reply()));
        var heard = Assert.Single(await Written(node));
        Assert.True(MessageId.TryParse(heard.GetProperty("id").GetString(), out var row));
        var stored = (await node.Services.GetRequiredService<IStore>().ReadMessage(row, TestContext.Current.CancellationToken))!;
        var key = LookupKey.OfCarriersText(DecidedEvents.Of(stored.Row).Reply!.Fingerprint);
        var lookups = node.Services.GetRequiredService<Lookups>();
        Assert.Equal(row, Assert.Single(await lookups.Find(key, new(long.MaxValue), 10, TestContext.Current.CancellationToken)).Message);

        // As if this customer's state had forgotten it: his number is another's now, and the first text was heard before events are known for certain.
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+15005550009"],"language":"en"}""")).Status);
        Assert.Equal(204, (await node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-2", body: """{"name":"Bo Jensen","phones":["+15005550006"],"language":"en"}""")).Status);
        lookups.Add(key, MessageId.First(TimeProvider.System.GetUtcNow() - RecentEvents.Promised - TimeSpan.FromMinutes(1), 0), 0);
        Assert.Equal(200, await Bring(node, vendor.Reply()));
        Assert.Empty(await Written(node));
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task A_number_that_does_not_exist_is_not_tried_again(string name)
    {
        var vendor = Of(name);
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(vendor.NoSuchNumber);
        await using var node = await Start(vendor, peer);
        var id = await Pay(node);
        await Carrier.Until(async () => await State(node, id) is "permanent-failure" or "technical-failure");
        Assert.Single(peer.Requests);
    }

    static Task<RealNode> Start(Vendor vendor, HttpPeer peer, string? folder = null) => RealNode.Start(folder,
    [
        ("environment", "Development"), RealNode.OnePerson, ("Carrier:Http:Url", new Uri(peer.Url, "/send").ToString()), ("Carrier:Http:PublicUrl", Vendor.Public), ("Carrier:Numbers:0", "15005550000"),
        ("Intake:AssignedNumbersOnly", "false"), .. vendor.Settings,
    ]);

    static async Task<string> Pay(RealNode node)
    {
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1"],"currency":"EUR"}""")).Status);
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment());
        Assert.True(answer.Status == 202, answer.Text);
        return Assert.Single(answer.Results[0].GetProperty("messages").EnumerateArray()).GetString()!;
    }

    static async Task<string?> State(RealNode node, string id) => (await node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json.GetProperty("state").GetString();

    static async Task<JsonElement[]> Written(RealNode node) =>
        [.. (await node.Send(HttpMethod.Post, "/v1/replies/search", body: """{"number":"+15005550006"}""")).Json.GetProperty("replies").EnumerateArray()];

    static Task Until(RealNode node, string id, string state) => Carrier.Until(async () => await State(node, id) == state);

    /// <summary>As the vendor does it: it has no key of ours.</summary>
    static async Task<int> Bring(RealNode node, HttpRequestMessage callback)
    {
        using var http = new HttpClient { BaseAddress = node.Client.BaseAddress };
        using var answer = await http.SendAsync(callback, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    static HttpRequestMessage Elsewhere(HttpRequestMessage callback)
    {
        callback.RequestUri = new("/v1/callbacks/nobody/receipts", UriKind.Relative);
        return callback;
    }
}

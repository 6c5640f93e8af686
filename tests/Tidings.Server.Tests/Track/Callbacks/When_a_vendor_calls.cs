using Tidings.Core.Verify;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Tests.Deliver.Http;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Verify;

namespace Tidings.Server.Tests.Track.Callbacks;

/// <summary>A whole node, and on loopback a server that holds the vendor's contract of calls: a code is said, and what became of the call is believed when it is signed.</summary>
public sealed class When_a_vendor_calls
{
    public static TheoryData<string> Vendors => ["Http", "Twilio", "Vonage", "Infobip"];

    static CallContract Of(string name) => name switch
    {
        "Twilio" => new TwilioCalls(),
        "Vonage" => new VonageCalls(),
        "Infobip" => new InfobipCalls(),
        _ => new DescribedCalls(),
    };

    [Theory, MemberData(nameof(Vendors))]
    public async Task It_is_asked_as_its_contract_wants_says_the_code_and_a_forged_end_does_nothing(string name)
    {
        using var calls = Of(name);
        await using var peer = await HttpPeer.Start();
        string? wrong = null;
        peer.Answers = (request, _) => Task.FromResult((wrong ??= calls.Wrong(request)) is null ? calls.Taken : new(400));
        await using var node = await Start(calls, peer);
        var verification = await Begin(node);
        var id = await Message(node);
        await Until(node, id, "sent");
        Assert.Null(wrong);
        var (said, to) = calls.Said(Assert.Single(peer.Requests));
        Assert.Equal("15005550006", to);
        Assert.Equal(403, await Bring(node, Vendor.Forged(calls.Heard())));
        Assert.Equal("sent", await State(node, id));
        Assert.Equal(200, await Bring(node, calls.Heard()));
        await Until(node, id, "delivered");
        var code = When_a_code_is_said.CodeIn(said);
        var right = await node.Send(HttpMethod.Post, $"/v1/verifications/{verification}/check", body: $$"""{"code":"{{code}}","purpose":"login"}""");
        Assert.True(right.Json.GetProperty("approved").GetBoolean(), right.Text);
        Assert.DoesNotContain(code, node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Codes.Spoken(code), node.Logs.All, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task Whoever_does_not_answer_has_not_got_it(string name)
    {
        using var calls = Of(name);
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(calls.Taken);
        await using var node = await Start(calls, peer);
        await Begin(node);
        var id = await Message(node);
        await Until(node, id, "sent");
        Assert.Equal(200, await Bring(node, calls.Busy()));
        await Until(node, id, "permanent-failure");
        Assert.Single(peer.Requests);
    }

    /// <summary>Vonage hangs up on it, and says that the call was completed.</summary>
    [Fact]
    public async Task A_machine_that_answers_has_not_got_it_whatever_comes_after()
    {
        using var calls = new VonageCalls();
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(calls.Taken);
        await using var node = await Start(calls, peer);
        await Begin(node);
        var id = await Message(node);
        await Until(node, id, "sent");
        foreach (var status in (string[])["ringing", "answered", "machine", "completed"])
            Assert.Equal(200, await Bring(node, VonageCalls.Status(status)));
        Assert.Equal("permanent-failure", await State(node, id));
    }

    static async Task<RealNode> Start(CallContract calls, HttpPeer peer)
    {
        var node = await RealNode.Start(null,
        [
            ("environment", "Development"), RealNode.OnePerson, ("Carrier:Http:Url", new Uri(peer.Url, "/send").ToString()), ("Carrier:Http:PublicUrl", Vendor.Public), ("Intake:AssignedNumbersOnly", "false"),
            .. calls.Vendor.Settings, .. calls.Settings,
        ]);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en"}""")).Status);
        var put = await node.Send(HttpMethod.Put, "/v1/purposes", body: """{"purposes":[{"id":"login","template":"verify-login","means":["voice"]}]}""");
        Assert.True(put.Status == 200, put.Text);
        return node;
    }

    static async Task<string> Begin(RealNode node)
    {
        var begun = await node.Send(HttpMethod.Post, "/v1/verifications", body: """{"purpose":"login","customer":"C-1"}""");
        Assert.True(begun.Status == 201 && begun.Json.GetProperty("means").GetString() == "voice", begun.Text);
        return begun.Json.GetProperty("id").GetString()!;
    }

    static async Task<string> Message(RealNode node)
    {
        while (true)
            if ((await node.Send(HttpMethod.Post, "/v1/messages/search", body: """{"customer":"C-1"}""")).Json.GetProperty("messages") is var found && found.GetArrayLength() > 0)
                return found[0].GetProperty("id").GetString()!;
    }

    static async Task<string?> State(RealNode node, string id) => (await node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json.GetProperty("state").GetString();

    static Task Until(RealNode node, string id, string state) => Carrier.Until(async () => await State(node, id) == state);

    static async Task<int> Bring(RealNode node, HttpRequestMessage callback)
    {
        using var http = new HttpClient { BaseAddress = node.Client.BaseAddress };
        using var answer = await http.SendAsync(callback, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}

using Microsoft.Extensions.Configuration;
using Tidings.Server.Deliver.Watch;
using Tidings.Server.Tests.Track.Callbacks;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver.Watch;

public class When_the_doctor_visits_carriers
{
    [Fact]
    public async Task Each_is_bound_to_once_and_what_keeps_one_from_it_is_said_with_what_to_do()
    {
        await using var smsc = await SmscSimulator.StartAsync(
            new() { SmppPort = 0, PhonePort = null, SystemId = "bank", Password = "right" }, TimeProvider.System, TestContext.Current.CancellationToken);
        var found = await Examine(
            ("Carrier:Port", $"{smsc.SmppPort}"), ("Carrier:SystemId", "bank"), ("Carrier:Password", "right"),
            ("Carriers:a-wrong-one:Port", $"{smsc.SmppPort}"), ("Carriers:a-wrong-one:SystemId", "bank"), ("Carriers:a-wrong-one:Password", "hunter2"),
            ("Carriers:not-there:Port", "1"));
        Assert.Equal(["main", "a-wrong-one", "not-there"], found.Select(static one => one.Carrier));
        Assert.Equal([true, false, false], found.Select(static one => one.IsGood));
        Assert.StartsWith("bound in ", found[0].Found, StringComparison.Ordinal);
        Assert.StartsWith("refused: ESME_RINVPASWD", found[1].Found, StringComparison.Ordinal);
        Assert.StartsWith("Unreachable", found[2].Found, StringComparison.Ordinal);
        Assert.All(found[1..], static one => Assert.NotEmpty(one.Advice));
        Assert.DoesNotContain("hunter2", string.Concat(found.Select(static one => one.Found + one.Advice)), StringComparison.Ordinal);
        Assert.Equal(2, smsc.Stats.Connections);
    }

    [Fact]
    public async Task One_of_http_is_asked_for_an_answer_and_no_text_is_sent()
    {
        await using var peer = await Http.HttpPeer.Start();
        var found = await Examine(
            ("Carrier:Kind", "Http"), ("Carrier:Http:Url", new Uri(peer.Url, "/send").ToString()),
            ("Carriers:not-there:Kind", "Infobip"), ("Carriers:not-there:Http:Url", "http://127.0.0.1:1"), ("Carriers:not-there:Http:Secret", "hunter2"));
        Assert.Equal([true, false], found.Select(static one => one.IsGood));
        Assert.StartsWith("Http answered in ", found[0].Found, StringComparison.Ordinal);
        Assert.StartsWith("no answer: ConnectionError", found[1].Found, StringComparison.Ordinal);
        Assert.Equal(("HEAD", "/"), (Assert.Single(peer.Requests).Method, peer.Requests[0].Path));
    }

    [Fact]
    public async Task One_that_makes_calls_is_told_as_one_and_calls_nobody()
    {
        await using var peer = await Http.HttpPeer.Start();
        (string, string)[] settings = [("Carrier:Kind", "Http"), ("Carrier:Http:Url", new Uri(peer.Url, "/send").ToString()), ("Carrier:Http:Voice:From", "+442079460123"), ("Carrier:Http:Voice:Body", "{to}{text}")];
        Assert.Contains(", and makes calls", Assert.Single(await Examine(settings)).Found, StringComparison.Ordinal);
        Assert.Equal("HEAD", Assert.Single(peer.Requests).Method);
        var wrong = Assert.Single(await Examine([.. settings, ("Carrier:Http:Voice:Fron", "+442079460123")]));
        Assert.Equal("Carrier:Http:Voice:Fron is not an option. See docs/configuration.md.", wrong.Found);
    }

    public static TheoryData<string> Vendors() => ["Twilio", "Vonage", "Infobip", "Http"];

    [Theory, MemberData(nameof(Vendors))]
    public async Task One_of_http_is_asked_whether_it_knows_the_credentials_by_what_sends_nothing(string vendor)
    {
        await using var peer = await Http.HttpPeer.Start();
        var contract = Of(vendor);
        peer.Answers = (request, _) => Task.FromResult(request.Method == "HEAD" ? new(404) : contract.Probed(request) ?? throw new InvalidOperationException($"{vendor} was asked {request.Method} {request.Path}."));
        (string, string)[] settings = [.. contract.Settings, ("Carrier:Http:Url", new Uri(peer.Url, "/send").ToString()), .. vendor == "Http" ? [("Carrier:Http:Probe", new Uri(peer.Url, "/me").ToString())] : Array.Empty<(string, string)>()];
        var known = Assert.Single(await Examine(settings));
        Assert.True(known.IsGood, known.Found);
        Assert.EndsWith("; it knows the credentials", known.Found, StringComparison.Ordinal);
        var refused = Assert.Single(await Examine([.. settings, ("Carrier:Http:Secret", "hunter2")]));
        Assert.False(refused.IsGood);
        Assert.EndsWith("; credentials refused", refused.Found, StringComparison.Ordinal);
        Assert.StartsWith("Compare Http:Account, Http:Secret", refused.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Found + refused.Advice, StringComparison.Ordinal);
        Assert.All(peer.Requests, static request => Assert.True(request.Method is "HEAD" or "GET" && request.Body.Length == 0));
    }

    [Fact]
    public async Task An_answer_that_says_nothing_of_the_credentials_is_not_held_against_them()
    {
        await using var peer = await Http.HttpPeer.Start();
        peer.Answers = static (_, _) => Task.FromResult(new Http.PeerAnswer(404));
        var found = Assert.Single(await Examine([.. Of("Twilio").Settings, ("Carrier:Http:Url", peer.Url.ToString())]));
        Assert.True(found.IsGood);
        Assert.EndsWith("; credentials are first tried by a text", found.Found, StringComparison.Ordinal);
    }

    static Vendor Of(string vendor) => vendor switch
    {
        "Twilio" => new TwilioContract(),
        "Vonage" => new VonageContract(),
        "Infobip" => new InfobipContract(),
        _ => new DescribedContract(),
    };

    [Theory]
    [InlineData("Carriers:north:Window", "0", "Carriers:north:Window: ")]
    [InlineData("Carriers:north:Rate", "1", "Carriers:north:Rate is not an option.")]
    [InlineData("Carrier:MaxSegments", "33", "Carrier:MaxSegments: ")]
    public async Task A_wrong_configuration_is_told_and_nobody_is_visited(string name, string value, string said)
    {
        var found = Assert.Single((await Examine((name, value))).DistinctBy(static one => one.Found[..10]));
        Assert.Equal(("configuration", false), (found.Carrier, found.IsGood));
        Assert.StartsWith(said, found.Found, StringComparison.Ordinal);
    }

    static async Task<List<CarrierFinding>> Examine(params (string Name, string Value)[] options) => [.. await CarrierDoctor.Examine(
        new ConfigurationBuilder().AddInMemoryCollection(options.Reverse().DistinctBy(static o => o.Name).Select(static o => KeyValuePair.Create(o.Name, (string?)o.Value))).Build(), TimeProvider.System, TestContext.Current.CancellationToken)];
}

using System.Text.Json;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Http;

/// <summary>Through the real loop and store: which carriers get what is to be said, and what becomes of it where none can say it.</summary>
public class When_a_call_says_it
{
    const string Said = "Bank: kodunuz 4, 8, 2. Tekrar: 4, 8, 2.";

    static Message Call(Carrier carrier) => carrier.Text(Said, MessageClass.OneTimeCode) with { Channel = MessageChannel.Voice, Template = "verify-call/tr/1" };

    static PeerRequest[] At(HttpPeer peer, string path) => [.. peer.Requests.Where(request => request.Path == path)];

    /// <summary>A carrier that options describe, with calls.</summary>
    static void Calls(CarrierOptions options, HttpPeer peer)
    {
        options.Kind = CarrierKind.Http;
        options.Http.Url = new Uri(peer.Url, "/send").ToString();
        options.Http.Voice.From = "+442079460123";
        options.Http.Voice.Url = new Uri(peer.Url, "/call").ToString();
        options.Http.Voice.Body = """{"from":"{from}","to":"{to}","say":"{text}","in":"{language}","voice":"{voice}"}""";
        options.Http.Voice.Languages["tr"] = "tr-TR/Filiz";
    }

    [Fact]
    public async Task It_leaves_by_a_carrier_that_makes_calls_and_by_no_other()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Carrier.Open(others: async carrier => carrier.Others.Add(await OtherCarrier.Start("calls", set: options => Calls(options, peer))));
        var id = (await carrier.Accept(("ada", Call(carrier))))[0];
        await carrier.Settled(id);
        var body = JsonDocument.Parse(Assert.Single(At(peer, "/call")).Body).RootElement;
        Assert.Equal(("442079460123", "15550001234", Said, "tr-TR", "Filiz"), (Of(body, "from"), Of(body, "to"), Of(body, "say"), Of(body, "in"), Of(body, "voice")));
        var fact = Assert.Single((await carrier.Facts(id)).Submissions);
        Assert.Equal((SubmissionResult.Accepted, "calls/0"), (fact.Result, fact.Bind));
        Assert.Empty(carrier.Arrived);
        Assert.Empty(At(peer, "/send"));
    }

    [Theory, InlineData("alone"), InlineData("several"), InlineData("http")]
    public async Task Where_none_makes_calls_it_ends_with_the_reason_and_never_becomes_a_text(string who)
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Carrier.Open(set: options =>
        {
            if (who != "http")
                return;
            Calls(options, peer);
            options.Http.Voice.From = "";
        }, others: async carrier =>
        {
            if (who == "several")
                carrier.Others.Add(await OtherCarrier.Start("north"));
        });
        var id = (await carrier.Accept(("ada", Call(carrier))))[0];
        await carrier.Settled(id);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.Equal(who == "several" ? [SubmissionResult.RefusedHere, SubmissionResult.Rejected] : [SubmissionResult.Rejected], facts.Select(static fact => fact.Result));
        Assert.All(facts, static fact => Assert.Equal(HttpErrorTable.MakesNoCalls, fact.Status));
        Assert.Equal("it is to be said by a call, and this carrier makes none", TimelineEntry.Of(facts[^1]).Error);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
        Assert.Empty(carrier.Arrived);
        Assert.All(carrier.Others, static other => Assert.Empty(other.Arrived));
        Assert.Empty(peer.Requests);
    }

    [Theory, InlineData(0), InlineData(500), InlineData(502)]
    public async Task One_that_may_have_been_made_is_not_made_again(int status)
    {
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(new PeerAnswer(status));
        await using var carrier = await Carrier.Open(set: options => Calls(options, peer), others: async carrier => carrier.Others.Add(await OtherCarrier.Start("second", set: options => Calls(options, peer))));
        var id = (await carrier.Accept(("ada", Call(carrier))))[0];
        await carrier.Settled(id);
        Assert.Equal(SubmissionResult.InDoubtDropped, Assert.Single((await carrier.Facts(id)).Submissions).Result);
        Assert.Single(peer.Requests);
    }

    /// <summary>A phone that rings is not reported yet.</summary>
    [Fact]
    public async Task One_without_a_report_is_not_made_by_another_carrier_where_a_text_is_sent_by_one()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Carrier.Open(set: options => Calls(options, peer), others: async carrier =>
        {
            carrier.Routing.ReceiptWithin[MessageClass.OneTimeCode] = TimeSpan.FromSeconds(1);
            carrier.Others.Add(await OtherCarrier.Start("second", set: options => Calls(options, peer)));
        });
        var call = (await carrier.Accept(("ada", Call(carrier))))[0];
        await carrier.Settled(call);
        await carrier.Accept(("bo", carrier.Text("123456", MessageClass.OneTimeCode)));
        // What was sent later is given up waiting for later.
        await Carrier.Until(() => Task.FromResult(At(peer, "/send").Length == 2));
        Assert.Single(At(peer, "/call"));
    }

    static string? Of(JsonElement said, string name) => said.GetProperty(name).GetString();
}

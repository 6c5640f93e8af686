using System.Text.Json;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Http;

/// <summary>Vonage keeps a text for 20 s at the least: a code with less left could arrive after its validity.</summary>
public sealed class When_little_validity_is_left
{
    static readonly TimeSpan Little = TimeSpan.FromSeconds(15), Enough = TimeSpan.FromMinutes(1);

    static async Task<Carrier> Vonage(HttpPeer peer, Func<Carrier, Task>? others = null)
    {
        peer.Answers = static (_, number) => Task.FromResult(new PeerAnswer(202, $$"""{"message_uuid":"id-{{number}}"}"""));
        return await Carrier.Open(set: options =>
        {
            options.Kind = CarrierKind.Vonage;
            (options.Http.Account, options.Http.Secret, options.Http.Url) = ("abcd1234", "secret", peer.Url.ToString());
        }, others: others);
    }

    static (string Text, int Ttl)[] Sent(HttpPeer peer) =>
        [.. peer.Requests.Select(static request => JsonDocument.Parse(request.Body).RootElement).Select(static said => (said.GetProperty("text").GetString()!, said.GetProperty("ttl").GetInt32()))];

    [Fact]
    public async Task A_code_is_not_given_to_it_and_an_alert_is_and_a_code_with_more_is_kept_no_longer_than_it_is_valid()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Vonage(peer);
        var ids = await carrier.Accept(
            ("ada", carrier.Text("111111", MessageClass.OneTimeCode, valid: Little)), ("bo", carrier.Text("alert", valid: Little)), ("cy", carrier.Text("222222", MessageClass.OneTimeCode, valid: Enough)));
        await carrier.Settled(ids);
        var kept = Assert.Single((await carrier.Facts(ids[0])).Submissions);
        Assert.Equal((SubmissionResult.Expired, HttpErrorTable.ValidityTooShort, MessageState.Expired), (kept.Result, kept.Status, await carrier.State(ids[0])));
        Assert.Equal("less of its validity is left than this carrier can keep to", TimelineEntry.Of(kept).Error);
        var sent = Sent(peer).ToDictionary(static one => one.Text, static one => one.Ttl);
        Assert.Equal(["222222", "alert"], sent.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(20, sent["alert"]);
        Assert.InRange(sent["222222"], 20, 60);
    }

    [Fact]
    public async Task A_code_goes_by_another_carrier_where_there_is_one()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Vonage(peer, static async carrier => carrier.Others.Add(await OtherCarrier.Start("north")));
        var ids = await carrier.Accept(("ada", carrier.Text("111111", MessageClass.OneTimeCode, valid: Little)), ("bo", carrier.Text("alert", valid: Little)));
        await carrier.Settled(ids);
        Assert.Equal(["111111"], carrier.Others[0].Arrived);
        Assert.Equal(["alert"], Sent(peer).Select(static one => one.Text));
        Assert.Equal([SubmissionResult.RefusedHere, SubmissionResult.Accepted], (await carrier.Facts(ids[0])).Submissions.Select(static row => row.Result));
    }
}

using Microsoft.Extensions.Time.Testing;
using Tidings.Client.Messages;
using Tidings.Client.Webhooks;
using Tidings.Server.Tests.Tell;

namespace Tidings.Client.Tests.Webhooks;

/// <summary>Webhooks of a real node, received on loopback.</summary>
public sealed class When_the_node_tells
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static WebhookHeaders HeadersOf(Got got) => new(got.Headers[WebhookHeaders.IdName], got.Headers[WebhookHeaders.TimestampName], got.Headers[WebhookHeaders.SignatureName]);

    static T Read<T>(WebhookVerifier verifier, Got got) where T : Webhook
    {
        Assert.Equal(WebhookVerdict.Genuine, verifier.TryRead(HeadersOf(got), got.Body, out var webhook));
        Assert.DoesNotContain("C-1", webhook!.ToString(), StringComparison.Ordinal);
        return Assert.IsType<T>(webhook);
    }

    static bool IsOfTheSecond(Got got) => got.Type == "message.suppressed" && got.Data.GetProperty("event").GetProperty("id").GetString() == "E-2";

    [Fact]
    public async Task What_it_tells_is_verified_and_typed_and_leads_to_the_message()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var verifier = new WebhookVerifier((await told.Subscribe(receiver.Url)).Secret);
        var id = await told.Pay("C-1", "E-1");
        await told.Register("C-1", more: ""","marketingOptOut":true""");
        await told.Node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":[],"language":"en"}""");
        Assert.Equal(202, (await told.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Server.Tests.Intake.Samples.Payment(
            "E-2", Server.Tests.Intake.Samples.PaymentData.Replace("A-1001", "A-C-1", StringComparison.Ordinal)))).Status);
        var got = await receiver.Until(static taken =>
            taken.Any(IsOfTheSecond) && taken.Any(static one => one.Type == "preferences.changed") && taken.Any(static one => one.Type == "message.delivered"));

        var delivered = Read<MessageWebhook>(verifier, got.Single(static one => one.Type == "message.delivered"));
        Assert.Equal((id, "C-1", MessageState.Delivered, MessageClass.Transaction, "live"), (delivered.Message, delivered.Customer, delivered.State, delivered.Class, delivered.Kind));
        Assert.Equal(new("/bank/core", "E-1"), delivered.Event);
        Assert.Equal("card-payment-abroad", delivered.Alert);
        Assert.EndsWith("01", delivered.To, StringComparison.Ordinal);
        await using var bank = Bank.Of(told.Node);
        Assert.Equal(MessageState.Delivered, (await bank.Tidings.Messages.FindAsync(delivered.Message, Cancel))!.State);

        var suppressed = Read<SuppressedWebhook>(verifier, got.First(IsOfTheSecond));
        Assert.Equal(("E-2", MessageClass.Transaction), (suppressed.Event.Id, suppressed.Class));
        Assert.NotEqual("", suppressed.Reason);
        Assert.Equal("C-1", Read<PreferencesWebhook>(verifier, got.First(static one => one.Type == "preferences.changed")).Customer);
    }

    [Fact]
    public async Task While_a_secret_is_replaced_either_is_enough()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var (id, old) = await told.Subscribe(receiver.Url, "message.delivered");
        await told.Pay("C-1", "E-1");
        await receiver.Until(static taken => taken.Length == 1);
        var fresh = (await told.Node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/secret")).Json.GetProperty("secret").GetString()!;
        await told.Pay("C-1", "E-2");
        var got = await receiver.Until(static taken => taken.Length == 2);
        Assert.Equal(2, got[1].Headers["webhook-signature"].Split(' ').Length);

        WebhookVerifier both = new([fresh, old]), onlyOld = new(old), onlyFresh = new(fresh);
        Assert.All(got, one => Assert.Equal(WebhookVerdict.Genuine, both.Verify(HeadersOf(one), one.Body)));
        Assert.All(got, one => Assert.Equal(WebhookVerdict.Genuine, onlyOld.Verify(HeadersOf(one), one.Body)));
        Assert.Equal(WebhookVerdict.WrongSignature, onlyFresh.Verify(HeadersOf(got[0]), got[0].Body));
        Assert.Equal(WebhookVerdict.Genuine, onlyFresh.Verify(HeadersOf(got[1]), got[1].Body));
    }

    [Fact]
    public async Task Nothing_that_was_altered_on_the_way_is_taken()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var (_, secret) = await told.Subscribe(receiver.Url, "message.delivered");
        await told.Pay("C-1", "E-1");
        var got = (await receiver.Until(static taken => taken.Length == 1))[0];
        var headers = HeadersOf(got);
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers.Timestamp!, System.Globalization.CultureInfo.InvariantCulture));
        var time = new FakeTimeProvider(signedAt);
        var verifier = new WebhookVerifier([secret], time);
        Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(headers, got.Body));

        for (var i = 0; i < got.Body.Length; i++)
        {
            byte[] altered = [.. got.Body];
            altered[i] ^= 1;
            Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers, altered));
        }
        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers, got.Body.AsSpan(..^1)));
        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers with { Id = headers.Id + "0" }, got.Body));
        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers with { Timestamp = (signedAt.ToUnixTimeSeconds() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) }, got.Body));
        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers with { Timestamp = "0" + headers.Timestamp }, got.Body));
        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers with { Signature = headers.Signature!.Replace("v1,", "v2,", StringComparison.Ordinal) }, got.Body));
        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers with { Signature = "v1," }, got.Body));
        Assert.Equal(WebhookVerdict.WrongSignature, new WebhookVerifier(["whsec_" + Convert.ToBase64String(new byte[32])], time).Verify(headers, got.Body));
        Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(headers with { Signature = $"v1a,xyz v1,AAAA {headers.Signature}" }, got.Body));
        foreach (var malformed in (WebhookHeaders[])[headers with { Id = null }, headers with { Timestamp = null }, headers with { Signature = "" }, headers with { Timestamp = "-1" }, headers with { Timestamp = "now" }])
            Assert.Equal(WebhookVerdict.Malformed, verifier.Verify(malformed, got.Body));
    }
}

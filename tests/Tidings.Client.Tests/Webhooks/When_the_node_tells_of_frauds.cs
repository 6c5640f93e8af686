using Tidings.Client.Webhooks;
using Tidings.Server.Tests.Tell;

namespace Tidings.Client.Tests.Webhooks;

public sealed class When_the_node_tells_of_frauds
{
    [Fact]
    public async Task A_question_is_told_with_its_payment_and_why()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Put, "/v1/fraud/rules", body: """{"mode":"live","askAt":50,"highAmount":500,"currency":"EUR"}""")).Status);
        var verifier = new WebhookVerifier((await told.Subscribe(receiver.Url, "fraud.asked")).Secret);
        var sent = await told.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json",
            """{"specversion":"1.0","id":"P-1","source":"/bank/core","type":"card.authorisation","data":{"customer":"C-1","status":"approved","amount":{"amount":"950","currency":"EUR"},"merchant":{"name":"SUN BOOKS"}}}""");
        Assert.True(sent.Status == 202, sent.Text);
        var got = (await receiver.Until(static taken => taken.Length == 1))[0];
        Assert.Equal(WebhookVerdict.Genuine, verifier.TryRead(new(got.Headers[WebhookHeaders.IdName], got.Headers[WebhookHeaders.TimestampName], got.Headers[WebhookHeaders.SignatureName]), got.Body, out var webhook));
        var asked = Assert.IsType<FraudWebhook>(webhook);
        Assert.Equal(("fraud.asked", "C-1", "open", new WebhookEvent("/bank/core", "P-1"), 1, "live"), (asked.Type, asked.Customer, asked.Answer, asked.Payment, asked.Payments, asked.Kind));
        Assert.True(asked.Points >= 50);
        Assert.Contains("a high amount", asked.Reasons);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Get, $"/v1/decisions/{asked.Question}")).Status);
    }
}

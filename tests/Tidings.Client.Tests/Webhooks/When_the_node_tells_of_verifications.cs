using Tidings.Client.Events;
using Tidings.Client.Tests.Verifications;
using Tidings.Client.Verifications;
using Tidings.Client.Webhooks;
using Tidings.Server.Tests.Tell;

namespace Tidings.Client.Tests.Webhooks;

public sealed class When_the_node_tells_of_verifications
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_an_event_began_is_told_with_its_event_and_how_it_ended()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await ProvingBank.Start();
        await bank.Offer();
        var verifier = new WebhookVerifier((await bank.Told.Subscribe(receiver.Url, "verification.begun", "verification.ended")).Secret);
        var sent = await bank.Bank.Tidings.Events.SendAsync(new("/bank/core", "L-1", new LoggedIn { Customer = "C-1", NewDevice = true, Session = "s-1" }), Cancel);
        Assert.NotNull(sent.Verification);
        Assert.Equal(VerificationStatus.Cancelled, (await bank.Verifications.CancelAsync(sent.Verification, Cancel)).Status);

        var got = await receiver.Until(static taken => taken.Length == 2);
        var begun = Read<VerificationBegunWebhook>(verifier, got[0]);
        Assert.Equal((sent.Verification, "login", VerificationMeans.Sms, "C-1", new WebhookEvent("/bank/core", "L-1"), "live"), (begun.Verification, begun.Purpose, begun.Means, begun.Customer, begun.Event, begun.Kind));
        Assert.EndsWith("01", begun.To, StringComparison.Ordinal);
        var ended = Read<VerificationWebhook>(verifier, got[1]);
        Assert.Equal((sent.Verification, VerificationStatus.Cancelled, VerificationMeans.Sms), (ended.Verification, ended.Status, ended.Means));
    }

    static T Read<T>(WebhookVerifier verifier, Got got) where T : Webhook
    {
        Assert.Equal(WebhookVerdict.Genuine, verifier.TryRead(new(got.Headers[WebhookHeaders.IdName], got.Headers[WebhookHeaders.TimestampName], got.Headers[WebhookHeaders.SignatureName]), got.Body, out var webhook));
        return Assert.IsType<T>(webhook);
    }
}

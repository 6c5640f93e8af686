using Tidings.Client.Verifications;
using Tidings.Client.Webhooks;
using Tidings.Server.Tests.Tell;

namespace Tidings.Client.Tests.Verifications;

/// <summary>The whole way through the client: a real node, the simulator as its carrier, codes read off the phone.</summary>
public sealed class When_a_customer_is_asked_for_a_code
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_one_approves_once_and_how_it_ended_is_found_and_told()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await ProvingBank.Start();
        var verifier = new WebhookVerifier((await bank.Told.Subscribe(receiver.Url, "verification.ended")).Secret);
        var begun = await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        Assert.Equal(("login", VerificationStatus.Pending, 5, 3), (begun.Purpose, begun.Status, begun.TriesLeft, begun.ResendsLeft));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30)), (begun.ExpiresAt - begun.StartedAt, begun.ResendAt - begun.StartedAt));
        var code = await bank.NextCode();

        var wrong = await bank.Verifications.CheckAsync(begun.Id, ProvingBank.Check(ProvingBank.Wrong(code)), Cancel);
        Assert.Equal((false, null, VerificationStatus.Pending, 4, false), (wrong.Approved, wrong.Approval, wrong.Status, wrong.TriesLeft, wrong.AnswerLost));
        var elsewhere = await bank.Verifications.CheckAsync(begun.Id, ProvingBank.Check(code) with { Session = "s-2" }, Cancel);
        Assert.Equal((false, 3), (elsewhere.Approved, elsewhere.TriesLeft));
        var right = await bank.Verifications.CheckAsync(begun.Id, ProvingBank.Check($" {code[..3]} {code[3..]}"), Cancel);
        Assert.Equal((true, VerificationStatus.Approved, 0, false), (right.Approved, right.Status, right.TriesLeft, right.AnswerLost));
        Assert.Equal(("login", "s-1", 0), (right.Approval!.Purpose, right.Approval.Session, right.Approval.Payments.Count));

        var again = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.CheckAsync(begun.Id, ProvingBank.Check(code), Cancel));
        Assert.Equal((TidingsException.VerificationOver, 409), (again.Code, again.Status));
        Assert.Equal(VerificationStatus.Approved, (await bank.Verifications.FindAsync(begun.Id, Cancel))!.Status);
        Assert.Null(await bank.Verifications.FindAsync("v1q2w3e4", Cancel));

        var got = Assert.Single(await receiver.Until(static taken => taken.Length > 0));
        Assert.Equal(WebhookVerdict.Genuine, verifier.TryRead(new(got.Headers[WebhookHeaders.IdName], got.Headers[WebhookHeaders.TimestampName], got.Headers[WebhookHeaders.SignatureName]), got.Body, out var webhook));
        var ended = Assert.IsType<VerificationWebhook>(webhook);
        Assert.Equal((begun.Id, VerificationStatus.Approved, "login", "C-1", "…01"), (ended.Verification, ended.Status, ended.Purpose, ended.Customer, ended.To));
    }

    [Fact]
    public async Task A_payment_is_approved_as_it_was_shown_and_another_ends_it()
    {
        await using var bank = await ProvingBank.Start();
        var request = new VerificationRequest { Purpose = "payment", Customer = "C-1", Payment = ProvingBank.Rent };
        var first = await bank.Verifications.StartAsync(request, cancel: Cancel);
        var check = new VerificationCheck { Code = await bank.NextCode(), Purpose = "payment", Payment = ProvingBank.Rent };
        var changed = await bank.Verifications.CheckAsync(first.Id, check with { Payment = ProvingBank.Rent with { Amount = new(950.01m, "GBP") } }, Cancel);
        Assert.Equal((false, VerificationStatus.Changed), (changed.Approved, changed.Status));
        Assert.Equal(TidingsException.VerificationOver, (await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.CheckAsync(first.Id, check, Cancel))).Code);

        var second = await bank.Verifications.StartAsync(request, cancel: Cancel);
        var approved = await bank.Verifications.CheckAsync(second.Id, check with { Code = await bank.NextCode() }, Cancel);
        Assert.True(approved.Approved);
        Assert.Equal([ProvingBank.Rent], approved.Approval.Payments);

        Payment[] batch = [ProvingBank.Rent, new(new(12.30m, "GBP"), "Corner Bakery")];
        var both = await bank.Verifications.StartAsync(request with { Payment = null, Batch = batch }, cancel: Cancel);
        var all = await bank.Verifications.CheckAsync(both.Id, check with { Code = await bank.NextCode(), Payment = null, Batch = batch }, Cancel);
        Assert.Equal(batch, all.Approval?.Payments);
    }

    [Fact]
    public async Task The_same_key_begins_it_once_and_another_request_under_it_nothing()
    {
        await using var bank = await ProvingBank.Start();
        var first = await bank.Verifications.StartAsync(ProvingBank.Login, "k-1", Cancel);
        Assert.Equal(first.Id, (await bank.Verifications.StartAsync(ProvingBank.Login, "k-1", Cancel)).Id);
        var other = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.StartAsync(ProvingBank.Login with { Purpose = "contact-change" }, "k-1", Cancel));
        Assert.Equal(("conflict", 409), (other.Code, other.Status));
        Assert.NotEqual(first.Id, (await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel)).Id);
        Assert.Equal(VerificationStatus.Superseded, (await bank.Verifications.FindAsync(first.Id, Cancel))!.Status);
        foreach (var key in (string[])["", "a b", "ключ", new('k', 257)])
            await Assert.ThrowsAsync<ArgumentException>(() => bank.Verifications.StartAsync(ProvingBank.Login, key, Cancel));
    }

    [Fact]
    public async Task Whoever_asks_too_soon_or_too_often_is_told_at_once_when_to_come_again()
    {
        await using var bank = await ProvingBank.Start();
        var begun = await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        var soon = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.ResendAsync(begun.Id, "s-1", Cancel));
        Assert.Equal((TidingsException.VerificationLimited, 429), (soon.Code, soon.Status));
        Assert.InRange(soon.RetryAfter!.Value.TotalSeconds, 1, 30);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.ResendAsync(begun.Id, "s-2", Cancel))).Code);
        for (var i = 1; i < 5; i++)
            await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        var often = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel));
        Assert.Equal(TidingsException.VerificationLimited, often.Code);
        Assert.NotNull(often.RetryAfter);
    }

    [Fact]
    public async Task The_bank_ends_it_and_what_had_ended_before_is_told_as_it_ended()
    {
        await using var bank = await ProvingBank.Start();
        var begun = await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        Assert.Equal(VerificationStatus.Cancelled, (await bank.Verifications.CancelAsync(begun.Id, Cancel)).Status);
        Assert.Equal(VerificationStatus.Cancelled, (await bank.Verifications.CancelAsync(begun.Id, Cancel)).Status);
        await bank.NextCode();
        var other = await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        Assert.True((await bank.Verifications.CheckAsync(other.Id, ProvingBank.Check(await bank.NextCode()), Cancel)).Approved);
        Assert.Equal(VerificationStatus.Approved, (await bank.Verifications.CancelAsync(other.Id, Cancel)).Status);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.CancelAsync("v1q2w3e4", Cancel))).Code);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_field_and_no_code_or_name_is_in_any_words()
    {
        await using var bank = await ProvingBank.Start();
        var request = new VerificationRequest { Purpose = "payment", Customer = "C-1", Payment = ProvingBank.Rent with { Amount = new(-1, "gbp"), Payee = "" } };
        var refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.StartAsync(request, cancel: Cancel));
        Assert.Equal(("validation-failed", 422), (refused.Code, refused.Status));
        Assert.Equal(["payment.amount.amount", "payment.amount.currency", "payment.payee"], refused.Errors.Select(static error => error.Field).Order(StringComparer.Ordinal));

        var check = new VerificationCheck { Code = "48291305", Purpose = "payment", Session = "secret-session", Payment = ProvingBank.Rent };
        var all = $"{request} {check} {check.Payment} {new Approval("payment", "secret-session", [ProvingBank.Rent])} {refused} {await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel)}";
        foreach (var secret in (string[])["48291305", "Mill", "950", "GB33", "C-1", "secret-session", "192.0.2.7"])
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
    }
}

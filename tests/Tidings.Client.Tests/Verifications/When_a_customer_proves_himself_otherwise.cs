using Tidings.Client.Authenticators;
using Tidings.Client.Tests.Calls;
using Tidings.Client.Verifications;
using Tidings.Server.Tests.Operate.Access.Passkeys;
using Totp = Tidings.Core.Verify.Totp;
using TotpHash = Tidings.Core.Verify.TotpHash;

namespace Tidings.Client.Tests.Verifications;

/// <summary>Authenticator apps and passkeys through the client, on a real node.</summary>
public sealed class When_a_customer_proves_himself_otherwise
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<ProvingBank> Start(params (string, string)[] more)
    {
        var bank = await ProvingBank.Start(more);
        await bank.Offer();
        return bank;
    }

    /// <summary>What an app with this address shows so many intervals from now.</summary>
    static string Code(Enrolment made, int away = 0)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(made.Secret!.Select(static c => Convert.ToString(Alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        var hash = made.Authenticator.Algorithm == TotpAlgorithm.Sha256 ? TotpHash.Sha256 : TotpHash.Sha1;
        return Totp.Code(secret, Totp.CounterAt(TimeProvider.System.GetUtcNow()) + away, made.Authenticator.Digits!.Value, hash);
    }

    [Fact]
    public async Task An_app_is_enrolled_confirmed_used_listed_and_removed()
    {
        await using var bank = await Start();
        var apps = bank.Bank.Tidings.Authenticators;
        Assert.Empty(await apps.ListAsync("C-1", Cancel));
        var made = await apps.EnrolAsync("C-1", new() { Name = "Ada's phone", Algorithm = TotpAlgorithm.Sha256, Digits = 8 }, Cancel);
        Assert.Equal((VerificationMeans.Totp, "Ada's phone", AuthenticatorStatus.Pending, TotpAlgorithm.Sha256, 8, null), (made.Authenticator.Means, made.Authenticator.Name, made.Authenticator.Status, made.Authenticator.Algorithm,
            made.Authenticator.Digits, made.Authenticator.ConfirmedAt));
        Assert.Contains(made.Secret!, made.Address, StringComparison.Ordinal);
        Assert.Null(made.Creation);
        Assert.Equal(new(false, 4), await apps.ConfirmAsync("C-1", made.Authenticator.Id, "1234", Cancel));
        Assert.Equal(new(true, 0), await apps.ConfirmAsync("C-1", made.Authenticator.Id, Code(made), Cancel));
        Assert.Equal("conflict", (await Assert.ThrowsAsync<TidingsException>(() => apps.ConfirmAsync("C-1", made.Authenticator.Id, Code(made, 1), Cancel))).Code);

        var begun = await bank.Verifications.StartAsync(ProvingBank.Login with { Means = VerificationMeans.Totp }, cancel: Cancel);
        Assert.Equal((VerificationMeans.Totp, 0, null), (begun.Means, begun.ResendsLeft, begun.Passkey));
        Assert.Equal([new(VerificationMeans.Sms, true), new(VerificationMeans.Totp, true), new(VerificationMeans.Passkey, false, "not-of-purpose", "the purpose does not list it"),
            new(VerificationMeans.Voice, false, "not-of-purpose", "the purpose does not list it")], begun.Allowed);
        var approved = await bank.Verifications.CheckAsync(begun.Id, ProvingBank.Check(Code(made, 1)), Cancel);
        Assert.True(approved.Approved);
        var stated = (await bank.Verifications.FindStatementAsync(begun.Id, Cancel))!;
        Assert.Equal((VerificationMeans.Totp, null), (Assert.Single(stated.Means).Kind, stated.Means[0].To));

        var listed = Assert.Single(await apps.ListAsync("C-1", Cancel));
        Assert.Equal((made.Authenticator.Id, AuthenticatorStatus.Active), (listed.Id, listed.Status));
        Assert.NotNull(listed.UsedAt);
        Assert.Equal((true, false), (await apps.RemoveAsync("C-1", listed.Id, Cancel), await apps.RemoveAsync("C-1", listed.Id, Cancel)));
        Assert.Empty(await apps.ListAsync("C-1", Cancel));
        Assert.Empty(bank.Told.Smsc.Inbox.Texts());
    }

    [Fact]
    public async Task A_means_that_is_not_open_is_refused_with_those_that_are_and_why()
    {
        await using var bank = await Start();
        var refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.StartAsync(ProvingBank.Login with { Means = VerificationMeans.Totp }, cancel: Cancel));
        Assert.Equal((TidingsException.MeansNotAllowed, 409), (refused.Code, refused.Status));
        Assert.Equal([(VerificationMeans.Sms, true, null), (VerificationMeans.Totp, false, "not-enrolled"), (VerificationMeans.Passkey, false, "not-of-purpose"), (VerificationMeans.Voice, false, "not-of-purpose")], refused.Allowed.Select(static one => (one.Means, one.Allowed, one.Reason)));
        Assert.All(refused.Allowed, static one => Assert.Equal(one.Allowed, one.Why is null));
        Assert.Equal(VerificationMeans.Sms, (await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel)).Means);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<TidingsException>(() => bank.Bank.Tidings.Authenticators.EnrolAsync("nobody", cancel: Cancel))).Code);
        var wrong = await Assert.ThrowsAsync<TidingsException>(() => bank.Bank.Tidings.Authenticators.EnrolAsync("C-1", new() { Digits = 5 }, Cancel));
        Assert.Equal("digits", Assert.Single(wrong.Errors).Field);
    }

    [Fact]
    public async Task A_call_is_asked_for_by_its_name_and_refused_where_it_is_not_open()
    {
        await using var bank = await ProvingBank.Start();
        await bank.OfferCalls();
        var begun = await bank.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel);
        Assert.Equal((VerificationMeans.Sms, new AllowedMeans(VerificationMeans.Voice, false, "no-caller", "no carrier here makes calls")), (begun.Means, begun.Allowed[1]));
        var refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.ResendAsync(begun.Id, VerificationMeans.Voice, "s-1", Cancel));
        Assert.Equal((TidingsException.MeansNotAllowed, "no-caller"), (refused.Code, refused.Allowed.Single(static one => one.Means == VerificationMeans.Voice).Reason));
        Assert.Equal("by", Assert.Single((await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.ResendAsync(begun.Id, VerificationMeans.Totp, "s-1", Cancel))).Errors).Field);
        // The code of before is as good as it was.
        Assert.True((await bank.Verifications.CheckAsync(begun.Id, ProvingBank.Check(await bank.NextCode()), Cancel)).Approved);
    }

    [Fact]
    public async Task A_passkey_is_made_on_the_banks_page_and_approves_a_payment()
    {
        await using var browser = await PasskeyBrowser.Start();
        await using var bank = await Start(("CustomerPasskeys:RelyingPartyId", "localhost"), ("CustomerPasskeys:Origins:0", browser.Origin));
        await browser.AddDevice();
        var passkeys = bank.Bank.Tidings.Authenticators;
        var made = await passkeys.EnrolAsync("C-1", new() { Means = VerificationMeans.Passkey }, Cancel);
        Assert.Equal((VerificationMeans.Passkey, null, null, null, null), (made.Authenticator.Means, made.Authenticator.Algorithm, made.Authenticator.Digits, made.Secret, made.Address));
        Assert.True((await passkeys.ConfirmPasskeyAsync("C-1", made.Authenticator.Id, await browser.Create(made.Creation!.Value.GetRawText()), Cancel)).Confirmed);

        var request = new VerificationRequest { Purpose = "key", Customer = "C-1", Payment = ProvingBank.Rent };
        var begun = await bank.Verifications.StartAsync(request, "k-1", Cancel);
        Assert.Equal(VerificationMeans.Passkey, begun.Means);
        // Whoever lost the answer asks again, and has the same to give to the page.
        Assert.Equal(begun.Passkey!.Value.GetRawText(), (await bank.Verifications.StartAsync(request, "k-1", Cancel)).Passkey!.Value.GetRawText());
        var check = new VerificationCheck { Credential = await browser.Get(begun.Passkey.Value.GetRawText()), Purpose = "key", Payment = ProvingBank.Rent };
        var approved = await bank.Verifications.CheckAsync(begun.Id, check, Cancel);
        Assert.Equal([ProvingBank.Rent], approved.Approval?.Payments);
        Assert.Equal(TidingsException.VerificationOver, (await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.CheckAsync(begun.Id, check, Cancel))).Code);

        var other = await bank.Verifications.StartAsync(request, cancel: Cancel);
        var changed = await bank.Verifications.CheckAsync(other.Id, check with { Credential = await browser.Get(other.Passkey!.Value.GetRawText()), Payment = ProvingBank.Rent with { Payee = "Mill Caffe" } }, Cancel);
        Assert.Equal((false, VerificationStatus.Changed), (changed.Approved, changed.Status));
    }

    [Fact]
    public async Task What_is_statistics_of_all_is_typed_and_what_is_wrong_in_a_query_is_named()
    {
        await using var bank = await Start();
        var empty = await bank.Verifications.GetStatisticsAsync(cancel: Cancel);
        Assert.Equal(("all", 0, null, 0), (empty.All.Name, empty.All.Begun, empty.All.MedianSeconds, empty.Groups.Count));
        Assert.Equal(TimeSpan.FromDays(1), empty.To - empty.From);
        var wrong = await Assert.ThrowsAsync<TidingsException>(() => bank.Verifications.GetStatisticsAsync(new() { From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), To = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), By = StatisticsBy.Carrier }, Cancel));
        Assert.Equal("from", Assert.Single(wrong.Errors).Field);

        const string Counted = """
            {"from":"2026-11-25T00:00:00+00:00","to":"2026-11-26T00:00:00+00:00","by":"country","all":{"name":"all","begun":40,"sent":40,"approved":30,"failed":5,"conversion":0.75,"medianSeconds":12,"p95Seconds":40,"resent":8,"resendRate":0.2},
             "groups":[{"name":"GB","begun":40,"approved":30},{"name":"IE"}]}
            """;
        await using var node = await ScriptedNode.Start((200, ScriptedNode.Json, Counted));
        await using var far = Bank.At(node.Address, "tk_live_x");
        var told = await far.Tidings.Verifications.GetStatisticsAsync(new() { From = new(2026, 11, 25, 2, 0, 0, TimeSpan.FromHours(2)), By = StatisticsBy.Country }, Cancel);
        Assert.Equal((40, 30, 5, null, 0.75, 12, 40, 0.2), (told.All.Begun, told.All.Approved, told.All.Failed, told.All.Undelivered, told.All.Conversion, told.All.MedianSeconds, told.All.P95Seconds, told.All.ResendRate));
        Assert.Equal([("GB", (int?)40), ("IE", (int?)null)], told.Groups.Select(static one => (one.Name, one.Begun)));
        Assert.Equal("?by=country&from=2026-11-25T00:00:00Z", new StatisticsQuery { From = new(2026, 11, 25, 2, 0, 0, TimeSpan.FromHours(2)), By = StatisticsBy.Country }.ToAddress());
    }

    /// <summary>Nothing that a newer node adds breaks an older client, and what is secret or personal is printed nowhere.</summary>
    [Fact]
    public async Task What_it_does_not_know_is_unknown_and_what_is_secret_is_not_printed()
    {
        const string Answer = """{"id":"a1","means":"pigeon","name":"Ada","status":"on-hold","addedAt":"2026-11-26T08:00:00Z","algorithm":"sha3","digits":6,"secret":"JBSWY3DP","address":"otpauth://totp/x","more":1}""";
        const string Refused = """{"code":"verification-means","allowed":[{"means":"pigeon","allowed":true},{"means":"sms","allowed":false,"reason":"policy-deny","why":"…","more":[]}]}""";
        await using var node = await ScriptedNode.Start((201, ScriptedNode.Json, Answer), (409, ScriptedNode.Problem, Refused));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var made = await bank.Tidings.Authenticators.EnrolAsync("C 1/2", cancel: Cancel);
        Assert.Equal((VerificationMeans.Unknown, AuthenticatorStatus.Unknown, TotpAlgorithm.Unknown), (made.Authenticator.Means, made.Authenticator.Status, made.Authenticator.Algorithm));
        Assert.DoesNotContain("JBSWY3DP", made.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", made.Authenticator.ToString(), StringComparison.Ordinal);
        Assert.Equal(("/v1/customers/C%201%2F2/authenticators", """{"means":"totp"}"""), (node.Asks[0].Path, node.Asks[0].Body));
        var refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Verifications.StartAsync(ProvingBank.Login, cancel: Cancel));
        Assert.Equal([new(VerificationMeans.Unknown, true), new(VerificationMeans.Sms, false, "policy-deny", "…")], refused.Allowed);
        // One that creates something is sent once.
        Assert.Equal(2, node.Asks.Length);
    }
}

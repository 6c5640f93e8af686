using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tidings.Client.Tests.Calls;
using Tidings.Client.Verifications;

namespace Tidings.Client.Tests.Verifications;

public sealed class When_an_approval_is_stated_to_the_client
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_read_and_kept_as_it_was_signed_with_the_key_beside_it()
    {
        await using var bank = await ProvingBank.Start();
        var begun = await bank.Verifications.StartAsync(new() { Purpose = "payment", Customer = "C-1", Session = "s-1", Payment = ProvingBank.Rent }, cancel: Cancel);
        Assert.Null(await bank.Verifications.FindStatementAsync(begun.Id, Cancel));
        var code = await bank.NextCode();
        var check = new VerificationCheck { Code = code, Purpose = "payment", Session = "s-1", Payment = ProvingBank.Rent };
        Assert.False((await bank.Verifications.CheckAsync(begun.Id, check with { Code = ProvingBank.Wrong(code) }, Cancel)).Approved);
        Assert.True((await bank.Verifications.CheckAsync(begun.Id, check, Cancel)).Approved);

        var stated = (await bank.Verifications.FindStatementAsync(begun.Id, Cancel))!;
        Assert.Equal((begun.Id, "C-1", "payment", 1), (stated.Verification, stated.Customer, stated.Purpose, stated.WrongCodes));
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData("s-1"u8)), stated.Session);
        Assert.Equal(("950.00", "GBP", 1, "Mill Cafe", "GB33BUKB20201555555555"), (stated.Payment!.Amount, stated.Payment.Currency, stated.Payment.Payments, stated.Payment.Payee, stated.Payment.Account));
        var means = Assert.Single(stated.Means);
        Assert.Equal((VerificationMeans.Sms, "101"), (means.Kind, means.To));
        Assert.Equal(begun.StartedAt, stated.StartedAt);
        Assert.True(means.DecidedAt < stated.ApprovedAt && stated.StartedAt < stated.ApprovedAt && stated.ApprovedAt < stated.IssuedAt.AddSeconds(1));
        Assert.NotEmpty(stated.Row);
        Assert.DoesNotContain("C-1", stated.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(code, stated.Signed, StringComparison.Ordinal);
        var key = Assert.Single(JsonDocument.Parse(await bank.Verifications.GetStatementKeysAsync(Cancel)).RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal((stated.KeyId, "Ed25519"), (key.GetProperty("kid").GetString(), key.GetProperty("crv").GetString()));
        Assert.Equal(stated.KeyId, JsonDocument.Parse(Base64Url.DecodeFromChars(stated.Signed.Split('.')[0])).RootElement.GetProperty("kid").GetString());
    }

    [Theory, InlineData(""), InlineData("a.b"), InlineData("a.b.c"), InlineData("e30.e30.c"), InlineData("!.!.!"), InlineData("eyJraWQiOiJrIn0.e30.AAAA")]
    public async Task What_is_no_statement_is_told(string answer)
    {
        await using var node = await ScriptedNode.Start((200, "application/jose", answer));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        Assert.Equal(TidingsException.NotUnderstood, (await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Verifications.FindStatementAsync("v1", Cancel))).Code);
    }

    [Fact]
    public async Task A_batch_and_a_means_of_a_newer_node_are_read()
    {
        const string Claims = """
            {"iss":"bank.example","iat":1764057600,"jti":"v1","sub":"C-1","purpose":"payment","startedAt":"2026-11-26T08:00:00Z","approvedAt":"2026-11-26T08:01:00Z","row":"m1",
             "payment":{"amount":"962.30","currency":"GBP","payments":2,"digest":"abc"},"means":[{"kind":"pigeon","decidedAt":"2026-11-26T08:00:00Z"}],"more":true}
            """;
        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        await using var node = await ScriptedNode.Start((200, "application/jose", $"{Part("""{"alg":"EdDSA","kid":"k"}""")}.{Part(Claims)}.AAAA"));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var stated = (await bank.Tidings.Verifications.FindStatementAsync("v1", Cancel))!;
        Assert.Equal((2, null, null, VerificationMeans.Unknown, null, 0), (stated.Payment!.Payments, stated.Payment.Payee, stated.Session, stated.Means[0].Kind, stated.Means[0].SentAt, stated.WrongCodes));
    }
}

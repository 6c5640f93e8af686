using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Verify;

/// <summary>A statement of what was approved, judged by somebody else's cryptography.</summary>
public sealed class When_an_approval_is_stated
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Rent = ""","session":"s-1","payment":{"amount":{"amount":"950.00","currency":"GBP"},"payee":"Mill Cafe","account":"GB33BUKB20201555555555"}""";

    static async Task<(string Id, string Code)> Approved(ProvenNode bank, string more = Rent, string purpose = "payment")
    {
        var id = await bank.Begin(more, purpose);
        var code = await bank.Code();
        var right = await bank.Check(id, code, more, purpose);
        Assert.True(right.Status == 200 && right.Json.GetProperty("approved").GetBoolean(), right.Text);
        return (id, code);
    }

    static async Task<Answer> Statement(ProvenNode bank, string id)
    {
        while (true)
            // What was approved before the start is read first.
            if (await bank.Send(HttpMethod.Get, $"/{id}/statement") is { Status: not 503 } answer)
                return answer;
    }

    /// <summary>The kinds that a statement names.</summary>
    internal static async Task<string?[]> Means(ProvenNode bank, string id)
    {
        var answer = await Statement(bank, id);
        Assert.True(answer.Status == 200, answer.Text);
        return [.. Part(answer.Text, 1).GetProperty("means").EnumerateArray().Select(static one => one.GetProperty("kind").GetString())];
    }

    static JsonElement Part(string statement, int part) => JsonDocument.Parse(Base64Url.DecodeFromChars(statement.Split('.')[part])).RootElement;

    [Fact]
    public async Task It_says_what_was_approved_and_openssl_takes_its_signature_and_no_other()
    {
        await using var bank = await ProvenNode.Start();
        var (id, code) = await Approved(bank);
        await bank.Told.UntilDelivered((await bank.Message()).GetProperty("id").GetString()!);
        var answer = await Statement(bank, id);
        Assert.Equal((200, "application/jose"), (answer.Status, answer.ContentType));
        var key = (await bank.Node.Send(HttpMethod.Get, "/.well-known/jwks.json")).Json.GetProperty("keys")[0];
        Assert.Equal(("OKP", "Ed25519", key.GetProperty("kid").GetString(), "EdDSA"), (key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), Part(answer.Text, 0).GetProperty("kid").GetString(), Part(answer.Text, 0).GetProperty("alg").GetString()));
        Assert.Equal(0, await OpenSsl(answer.Text, key));
        var claims = Part(answer.Text, 1);
        Assert.NotEqual(0, await OpenSsl(Forged(answer.Text, claims.GetRawText().Replace("950.00", "95.00", StringComparison.Ordinal)), key));

        Assert.Equal((id, "C-1", "payment"), (claims.GetProperty("jti").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("purpose").GetString()));
        var payment = claims.GetProperty("payment");
        Assert.Equal(("950.00", "GBP", "Mill Cafe", "GB33BUKB20201555555555", 1), (payment.GetProperty("amount").GetString(), payment.GetProperty("currency").GetString(), payment.GetProperty("payee").GetString(),
            payment.GetProperty("account").GetString(), payment.GetProperty("payments").GetInt32()));
        var means = Assert.Single(claims.GetProperty("means").EnumerateArray());
        Assert.Equal(("sms", "101"), (means.GetProperty("kind").GetString(), means.GetProperty("to").GetString()));
        Assert.True(claims.GetProperty("startedAt").GetDateTimeOffset() <= means.GetProperty("sentAt").GetDateTimeOffset() && means.GetProperty("sentAt").GetDateTimeOffset() <= means.GetProperty("deliveredAt").GetDateTimeOffset());
        Assert.True(claims.GetProperty("startedAt").GetDateTimeOffset() < claims.GetProperty("approvedAt").GetDateTimeOffset());
        Assert.Equal(claims.GetProperty("session").GetString(), Base64Url.EncodeToString(System.Security.Cryptography.SHA256.HashData("s-1"u8)));
        Assert.Contains($"\n{claims.GetProperty("iss").GetString()}\n", "\n" + (await bank.Node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(code, claims.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("verification.stated", (await bank.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_there_when_the_state_has_forgotten_and_the_node_has_started_again_until_its_customer_is_erased()
    {
        await using var bank = await ProvenNode.Start();
        var (id, _) = await Approved(bank);
        await bank.Told.Restart();
        Assert.Equal(202, (await bank.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json",
            """{"specversion":"1.0","id":"close-1","source":"/core","type":"customer.closed","data":{"customer":"C-1"}}""")).Status);
        Assert.Equal(404, (await bank.Send(HttpMethod.Get, $"/{id}")).Status);
        Assert.Equal("Mill Cafe", Part((await Statement(bank, id)).Text, 1).GetProperty("payment").GetProperty("payee").GetString());
        Assert.Equal(204, (await bank.Node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        Assert.Equal(404, (await Statement(bank, id)).Status);
    }

    [Fact]
    public async Task A_batch_is_stated_by_its_digest_and_totals_and_each_sending_by_itself()
    {
        await using var bank = await ProvenNode.Start();
        var (id, _) = await Approved(bank, ""","batch":[{"amount":{"amount":"1.00","currency":"GBP"},"payee":"A"},{"amount":{"amount":"2.50","currency":"GBP"},"payee":"B"}]""");
        var payment = Part((await Statement(bank, id)).Text, 1).GetProperty("payment");
        Assert.Equal(("3.50", 2, false), (payment.GetProperty("amount").GetString(), payment.GetProperty("payments").GetInt32(), payment.TryGetProperty("payee", out _)));
        // As docs/verification.md says: words with their lengths before them.
        var bytes = new List<byte>();
        foreach (var word in (string[])["batch", "1", "GBP", "A", "", "2.5", "GBP", "B", ""])
            bytes.AddRange([.. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(word)), .. Encoding.UTF8.GetBytes(word)]);
        Assert.Equal(Base64Url.EncodeToString(System.Security.Cryptography.SHA256.HashData([.. bytes])), payment.GetProperty("digest").GetString());
    }

    [Fact]
    public async Task What_was_not_approved_is_not_stated_whoever_it_is_for()
    {
        await using var bank = await ProvenNode.Start();
        var pending = await bank.Begin();
        var nobody = (await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-404"}""")).Json.GetProperty("id").GetString()!;
        Assert.Equal(200, (await bank.Send(HttpMethod.Delete, $"/{pending}")).Status);
        var answers = new List<string>();
        foreach (var id in (string[])[pending, nobody, "v00000000000000000000000000", "nothing"])
        {
            var answer = await Statement(bank, id);
            Assert.Equal(404, answer.Status);
            answers.Add(answer.Json.GetProperty("detail").GetString()!);
        }
        Assert.Single(answers.Distinct());
    }

    static string Forged(string statement, string claims) => statement.Split('.') is [var header, _, var signature] ? $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{signature}" : throw new InvalidOperationException(statement);

    /// <summary>0: it takes the signature.</summary>
    static async Task<int> OpenSsl(string statement, JsonElement key)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-statement-");
        try
        {
            var (text, dot) = (statement, statement.LastIndexOf('.'));
            // RFC 8410: the fixed beginning of an Ed25519 SubjectPublicKeyInfo, then the 32 bytes.
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "key.der"), [.. Convert.FromHexString("302a300506032b6570032100"), .. Base64Url.DecodeFromChars(key.GetProperty("x").GetString()!)], Cancel);
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "signature"), Base64Url.DecodeFromChars(text.AsSpan(dot + 1)), Cancel);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "text"), text[..dot], Cancel);
            using var process = Process.Start(new ProcessStartInfo("openssl", ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-sigfile", "signature", "-in", "text"])
            {
                WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            await process.WaitForExitAsync(Cancel);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed.");
            throw;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

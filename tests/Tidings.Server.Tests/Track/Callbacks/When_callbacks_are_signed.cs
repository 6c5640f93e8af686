using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Http.Twilio;
using Tidings.Server.Deliver.Http.Vonage;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track.Callbacks;

namespace Tidings.Server.Tests.Track.Callbacks;

public class When_callbacks_are_signed
{
    const string Secret = "s3cret", Body = """{"id":"1","status":"delivered"}""";
    static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);

    /// <summary>The figures of Twilio's page on security: its example, and the value that it gives for it.</summary>
    [Fact]
    public void Twilios_own_example_holds() => Assert.Equal("RSOYDt4T1cUTdK1PDd93/VVr8B8=", TwilioSignature.Of(
        "12345", "https://mycompany.com/myapp.php?foo=1&bar=2",
        new Dictionary<string, StringValues> { ["To"] = "+18005551212", ["CallSid"] = "CA1234567890ABCDE", ["Digits"] = "1234", ["Caller"] = "+14158675309", ["From"] = "+14158675309" }));

    [Theory]
    [InlineData("right", true), InlineData("other secret", false), InlineData("other body", false), InlineData("none", false), InlineData("HS512", false),
     InlineData("ended", false), InlineData("not ended", true), InlineData("other account", false), InlineData("no hash", false), InlineData("garbage", false),
     InlineData("a day old", true), InlineData("older", false)]
    public void A_vonage_webhook_holds_only_with_its_secret_its_body_and_in_its_time(string what, bool holds)
    {
        var claims = what switch
        {
            "ended" => $$"""{"payload_hash":"{{Hash(Body)}}","exp":{{Now.ToUnixTimeSeconds()}}}""",
            "not ended" => $$"""{"payload_hash":"{{Hash(Body)}}","exp":{{Now.ToUnixTimeSeconds() + 1}},"api_key":"abc"}""",
            "other account" => $$"""{"payload_hash":"{{Hash(Body)}}","api_key":"xyz"}""",
            "a day old" => $$"""{"payload_hash":"{{Hash(Body)}}","iat":{{Now.ToUnixTimeSeconds() - 86_400}}}""",
            "older" => $$"""{"payload_hash":"{{Hash(Body)}}","iat":{{Now.ToUnixTimeSeconds() - 86_401}}}""",
            "no hash" => """{"iss":"Vonage"}""",
            _ => $$"""{"iat":1760000000,"jti":"1","iss":"Vonage","payload_hash":"{{Hash(Body)}}","api_key":"abc"}""",
        };
        var token = Jwt(what == "none" ? "none" : what == "HS512" ? "HS512" : "HS256", claims, what == "other secret" ? "other" : Secret);
        var shown = what == "garbage" ? "Bearer a.b.c" : $"Bearer {token}";
        Assert.Equal(holds, SignedWebhook.IsGenuine(shown, Encoding.UTF8.GetBytes(what == "other body" ? Body + " " : Body), Secret, "abc", Now));
    }

    [Theory]
    [InlineData(CallbackProof.Hmac, "hex", true), InlineData(CallbackProof.Hmac, "HEX", true), InlineData(CallbackProof.Hmac, "base64", true), InlineData(CallbackProof.Hmac, "sha256=hex", true),
     InlineData(CallbackProof.Hmac, "s3cret", false), InlineData(CallbackProof.Hmac, "", false), InlineData(CallbackProof.Hmac, "other", false), InlineData(CallbackProof.Hmac, "zeros", false),
     InlineData(CallbackProof.Header, "s3cret", true), InlineData(CallbackProof.Header, "Bearer s3cret", true), InlineData(CallbackProof.Header, "s3cre", false), InlineData(CallbackProof.Header, "S3cret", false),
     InlineData(CallbackProof.Basic, "basic", true), InlineData(CallbackProof.Basic, "s3cret", false)]
    public void What_is_agreed_holds_and_nothing_else(CallbackProof proof, string shown, bool holds)
    {
        var hmac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Body));
        var header = shown switch
        {
            "hex" => Convert.ToHexStringLower(hmac),
            "HEX" => Convert.ToHexString(hmac),
            "base64" => Convert.ToBase64String(hmac),
            "sha256=hex" => "sha256=" + Convert.ToHexStringLower(hmac),
            "other" => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("other"), Encoding.UTF8.GetBytes(Body))),
            "zeros" => new string('0', 64),
            "basic" => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:" + Secret)),
            _ => shown,
        };
        var headers = new HeaderDictionary { [proof == CallbackProof.Basic ? "Authorization" : "X-Signature"] = header };
        var callback = new Callback(CallbackKind.Receipts, "https://x/", headers, Encoding.UTF8.GetBytes(Body));
        Assert.Equal(holds, AgreedProof.Holds(new HttpAccount("local", new() { Account = "ada", CallbackSecret = Secret, CallbackProof = proof }), callback));
        Assert.False(AgreedProof.Holds(new HttpAccount("local", new() { Account = "ada", CallbackProof = proof }), callback));
    }

    internal static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    internal static string Jwt(string algorithm, string claims, string secret)
    {
        var signed = $"{Url(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""))}.{Url(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Url(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    static string Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

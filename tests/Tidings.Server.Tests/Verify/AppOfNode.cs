using System.Text.Json;
using Tidings.Core.Verify;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Verify;

/// <summary>An authenticator app of a customer of a whole node: it knows what the enrolment's answer says and the time of the day, and nothing else.</summary>
internal sealed class AppOfNode(string id, byte[] secret, string address)
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    const string Limits = """{"wrong":{"most":100},"customer":{"most":100}}""";

    public string Id => id;
    public byte[] Secret => secret;
    public string Address => address;

    /// <summary>Purposes of which login takes texts before apps, desk apps before texts, and app apps alone.</summary>
    public static async Task Offer(RealNode node)
    {
        static string Of(string id, string means) => $$"""{"id":"{{id}}","template":"verify-login","means":[{{means}}]}""";
        var put = await node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""{"purposes":[{{Of("login", "\"sms\",\"totp\"")}},{{Of("desk", "\"totp\",\"sms\"")}},{{Of("app", "\"totp\"")}}],"limits":{{Limits}}}""");
        Assert.True(put.Status == 200, put.Text);
    }

    public static async Task<AppOfNode> Enrol(RealNode node, string customer = "C-1", string more = "")
    {
        var made = await node.Send(HttpMethod.Post, $"/v1/customers/{customer}/authenticators", body: $$"""{"means":"totp"{{more}}}""");
        Assert.True(made.Status == 201, made.Text);
        return new(made.Json.GetProperty("id").GetString()!, Bytes(made.Json.GetProperty("secret").GetString()!), made.Json.GetProperty("address").GetString()!);
    }

    /// <summary>Enrolled and confirmed: the interval of this moment is used.</summary>
    public static async Task<AppOfNode> Confirmed(RealNode node, string customer = "C-1")
    {
        var app = await Enrol(node, customer);
        var answer = await app.Confirm(node, app.Code(), customer);
        Assert.Equal((200, """{"confirmed":true,"triesLeft":0}"""), (answer.Status, answer.Text));
        return app;
    }

    public Task<Answer> Confirm(RealNode node, string code, string customer = "C-1") =>
        node.Send(HttpMethod.Post, $"/v1/customers/{customer}/authenticators/{id}/confirm", body: $$"""{"code":"{{code}}"}""");

    /// <summary>What it shows so many intervals from now. The node takes one before and one after.</summary>
    public string Code(int away = 0) => Totp.Code(secret, Totp.CounterAt(TimeProvider.System.GetUtcNow()) + away);

    public static async Task<JsonElement[]> List(RealNode node, string customer = "C-1") =>
        [.. (await node.Send(HttpMethod.Get, $"/v1/customers/{customer}/authenticators")).Json.GetProperty("authenticators").EnumerateArray()];

    /// <summary>RFC 4648 §6, by a way of its own.</summary>
    static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(static c => Convert.ToString(Alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}

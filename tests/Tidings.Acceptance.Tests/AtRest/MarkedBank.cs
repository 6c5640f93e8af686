using System.Net.Http.Headers;
using System.Text;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>A bank whose customer, account and payments are markers. It sends what is right, and at every door what is wrong.</summary>
internal sealed class MarkedBank
{
    public static readonly Marker Phone = new("phone number", "447700900739");
    public static readonly Marker Name = new("name", "Quillfeather Nightshade");
    public static readonly Marker Merchant = new("text", "ZEPHYRINE BOOKBARN");
    public static readonly Marker Code = new("code", "739164");
    public static readonly Marker Account = new("account number", "ACQX88273615");

    public static readonly Marker Team = new("team number", "447700900846");

    public static IReadOnlyList<Marker> Markers { get; } = [Phone, Name, Merchant, Code, Account, Team];

    /// <summary>What the administrator's authenticator holds, in the forms in which it could be stored.</summary>
    public byte[][] SecondFactor { get; private set; } = [];

    internal const string Structured = "application/cloudevents+json";
    int _event;

    public async Task Register(IDoors node)
    {
        using var http = Client(node);
        await Sent(http, HttpMethod.Put, "/v1/customers/C-1", "application/json", $$"""{"name":"{{Name.Text}}","phones":["+{{Phone.Text}}"],"language":"en","timeZone":"Europe/London"}""");
        await Sent(http, HttpMethod.Post, "/v1/accounts/import", "text/csv", $"id,holders,currency,masked,nickname\n{Account.Text},C-1,GBP,**1234,{Name.Text}\n");
    }

    /// <summary>The first operator enrols, and settings with a number of the team's are proposed: secrets and numbers that stand in documents.</summary>
    public async Task Administer(IDoors node)
    {
        using var http = Client(node);
        await Sent(http, HttpMethod.Put, "/v1/settings", "application/json", $$"""{"name":"Quill","sender":"Quill","homeCountry":"GB","teamNumbers":["+{{Team.Text}}"]}""");
        var code = (await File.ReadAllTextAsync(Path.Combine(node.Data, "first-operator"), TestContext.Current.CancellationToken)).Trim();
        using var answer = await http.PostAsync("/v1/operators/enrol", new StringContent($$"""{"code":"{{code}}"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var told = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("authenticator").GetString()!;
        var base32 = told.Split("secret=")[1].Split('&')[0];
        var secret = FromBase32(base32);
        SecondFactor = [secret, Encoding.ASCII.GetBytes(base32), Encoding.ASCII.GetBytes(Convert.ToBase64String(secret))];
    }

    static byte[] FromBase32(string text)
    {
        var bits = text.TrimEnd('=').Aggregate(System.Numerics.BigInteger.Zero, static (all, letter) => (all << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal));
        var length = text.TrimEnd('=').Length * 5;
        bits >>= length % 8;
        var bytes = bits.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[(length / 8) - bytes.Length], .. bytes];
    }

    /// <summary>Card payments until the node is gone.</summary>
    public async Task Load(IDoors node)
    {
        using var http = Client(node);
        try
        {
            while (true)
                await Ask(http, HttpMethod.Post, "/v1/events", Structured, Payment());
        }
        catch (HttpRequestException)
        {
            // It was killed, as it should be.
        }
    }

    /// <summary>So many payments, each accepted.</summary>
    public async Task Pay(IDoors node, int times)
    {
        using var http = Client(node);
        for (var i = 0; i < times; i++)
            await Sent(http, HttpMethod.Post, "/v1/events", Structured, Payment());
    }

    /// <summary>A code is asked for, for a payment to a marked payee in a marked session on a marked device, and a marked one is tried.</summary>
    public async Task Verify(IDoors node)
    {
        using var http = Client(node);
        var bound = $$$$"""{"purpose":"payment","session":"{{{{Name.Text}}}}","payment":{"amount":{"amount":"12.30","currency":"GBP"},"payee":"{{{{Merchant.Text}}}}","account":"{{{{Account.Text}}}}"}""";
        using var body = new StringContent($$"""{{bound}},"customer":"C-1","device":"{{Phone.Text}}","ip":"{{Phone.Text}}"}""", Encoding.UTF8, "application/json");
        using var begun = await http.PostAsync(new Uri("/v1/verifications", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)begun.StatusCode);
        var id = System.Text.Json.JsonDocument.Parse(await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("id").GetString();
        await Sent(http, HttpMethod.Post, $"/v1/verifications/{id}/check", "application/json", $$"""{{bound}},"code":"{{Code.Text}}"}""");
        await Sent(http, HttpMethod.Delete, $"/v1/verifications/{id}", "application/json", "");
    }

    /// <summary>Payments until the store is full, and some that find it so.</summary>
    public async Task PayUntilRefused(IDoors node)
    {
        using var http = Client(node);
        for (var refused = 0; refused < 10;)
            refused += await Ask(http, HttpMethod.Post, "/v1/events", Structured, Payment()) < 500 ? 0 : 1;
    }

    /// <summary>At every door something wrong that carries markers. No answer is a failure of ours.</summary>
    public async Task Misbehave(IDoors node)
    {
        using var http = Client(node);
        var everything = string.Join(' ', Markers.Select(static marker => marker.Text));
        foreach (var (method, path, type, body) in Wrong(everything))
        {
            var status = await Ask(http, method, path, type, body);
            Assert.True(status < 500, $"{method} {path.Split('?')[0]} of {type} is answered {status}");
        }
        http.DefaultRequestHeaders.Authorization = new("Bearer", everything.Replace(' ', '-'));
        Assert.Equal(401, await Ask(http, HttpMethod.Get, "/v1/customers/C-1", "text/plain", ""));
    }

    static IEnumerable<(HttpMethod Method, string Path, string Type, string Body)> Wrong(string everything)
    {
        var text = everything.Replace("\"", "", StringComparison.Ordinal);
        foreach (var body in (string[])[
            $$$$"""{"specversion":"1.0","id":"{{{{text}}}}","source":"{{{{text}}}}","type":"{{{{text}}}}","data":{"{{{{text}}}}":"{{{{text}}}}"}}""",
            $$$$"""{"specversion":"1.0","id":"w","source":"/b","type":"account.transaction.posted","time":"{{{{text}}}}","data":{"account":"{{{{Account.Text}}}}","kind":"{{{{text}}}}","amount":{"amount":"{{{{text}}}}","currency":"{{{{text}}}}","\ud800":1},"merchant":{"name":"{{{{text}}}}\u0000"}}}""",
            $$$$"""{"specversion":"1.0","id":"w2","source":"/b","type":"account.transaction.posted","time":"9999-12-31T23:59:59.9999999Z","data":{"account":"{{{{Account.Text}}}}","kind":"card-payment","amount":{"amount":"1.00","currency":"GBP"},"merchant":{"name":"{{{{Merchant.Text}}}}"}}}""",
            $$$$"""{"specversion":"1.0","id":"w3","source":"/b","type":"customer.updated","data":{"customer":"C-1","name":"{{{{Name.Text}}}}","phones":["{{{{text}}}}"],"quietHours":{"\udc00":"{{{{text}}}}"}}}""",
            $"{{\"{text}", $"[{text}]"])
            foreach (var type in (string[])[Structured, "application/cloudevents-batch+json", "text/plain"])
                yield return (HttpMethod.Post, "/v1/events", type, type.Contains("batch", StringComparison.Ordinal) ? $"[{body}]" : body);
        foreach (var path in (string[])["/v1/customers/C-1", "/v1/alerts/mine", "/v1/templates/mine", "/v1/settings"])
            foreach (var body in (string[])[$"{{\"{text}\":\"{text}\"}}", $"{{\"name\":\"{text}\\ud800\"}}", text])
                yield return (HttpMethod.Put, path, "application/json", body);
        yield return (HttpMethod.Put, "/v1/accounts/" + Uri.EscapeDataString(text), "application/json", $"{{\"holders\":[\"{text}\"]}}");
        yield return (HttpMethod.Get, "/v1/customers/" + Uri.EscapeDataString(text), "text/plain", "");
        yield return (HttpMethod.Get, $"/nothing/{Uri.EscapeDataString(text)}?q={Uri.EscapeDataString(text)}", "text/plain", "");
        yield return (HttpMethod.Post, $"/v1/customers/import?map.phone={Uri.EscapeDataString(text)}", "text/csv", $"id,name,{text}\n{text},\"{text}");
        yield return (HttpMethod.Post, "/v1/customers/import", "text/csv; charset=utf-16", text);
        yield return (HttpMethod.Post, "/v1/files", "application/xml", $"<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy='{text}'>{text}</Amt></Ntry><{text}");
        yield return (HttpMethod.Post, "/v1/messages/search", "application/json", $"{{\"number\":\"{text}\",\"cursor\":\"{text}\",\"from\":\"{text}\"}}");
        yield return (HttpMethod.Post, "/v1/messages/search", "application/json", $"{{\"number\":\"{Phone.Text}\",\"from\":\"9999-12-31T00:00:00Z\"}}");
        yield return (HttpMethod.Post, "/v1/events/search", "application/json", $"{{\"customer\":\"{text}\",\"{text}\":1}}");
        foreach (var path in (string[])["", "/v1q2w3", "/v1q2w3/check", "/v1q2w3/resend"])
            yield return (HttpMethod.Post, "/v1/verifications" + path, "application/json", $"{{\"purpose\":\"{text}\",\"customer\":\"{text}\",\"code\":\"{text}\",\"session\":\"{text}\"}}");
        yield return (HttpMethod.Post, "/v1/verifications", "application/json", $"{{\"purpose\":\"payment\",\"customer\":\"C-1\",\"phone\":\"{text}\",\"payment\":{{\"amount\":{{\"amount\":\"{text}\",\"currency\":\"{text}\"}},\"payee\":\"{text}{text}{text}\"}}}}");
        yield return (HttpMethod.Put, "/v1/purposes", "application/json", $"{{\"purposes\":[{{\"id\":\"{text}\",\"template\":\"{text}\"}}]}}");
        yield return (HttpMethod.Put, "/v1/fraud/rules", "application/json", $"{{\"lists\":[{{\"id\":\"mules\",\"entries\":[\"{text}\"]}}]}}");
        yield return (HttpMethod.Put, "/v1/fraud/rules", "application/json", $"{{\"lists\":[{{\"id\":\"mules\",\"entries\":[\"{text}\",\"{text}\",{{\"value\":5,\"until\":\"{text}\"}}]}}]}}");
        yield return (HttpMethod.Post, "/v1/templates/preview", "application/json", $$$$"""{"template":{"class":"balance","bodies":{"en":"{{ {{{{text}}}} }}"}},"languages":[null],"values":{"merchant":"{{{{text}}}}"}}""");
    }

    string Payment() =>
        $$$$"""{"specversion":"1.0","id":"p-{{{{Interlocked.Increment(ref _event)}}}}","source":"/bank","type":"account.transaction.posted","time":"2026-11-23T10:00:00Z","data":{"account":"{{{{Account.Text}}}}","kind":"card-payment","amount":{"amount":"12.30","currency":"GBP"},"merchant":{"name":"{{{{Merchant.Text}}}} {{{{Code.Text}}}}"}}}""";

    internal static HttpClient Client(IDoors node)
    {
        var http = new HttpClient { BaseAddress = node.Api };
        http.DefaultRequestHeaders.Authorization = new("Bearer", node.Key);
        return http;
    }

    internal static async Task Sent(HttpClient http, HttpMethod method, string path, string type, string body) =>
        Assert.InRange(await Ask(http, method, path, type, body), 200, 299);

    static async Task<int> Ask(HttpClient http, HttpMethod method, string path, string type, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        _ = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}

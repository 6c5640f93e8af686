using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Tidings.Server.Tests.Deliver.Http;

namespace Tidings.Server.Tests.Track.Callbacks;

/// <summary>A vendor's contract as its public pages state it: what a right request holds, how it is answered, and how callbacks look and are signed. It signs by its own code.</summary>
internal abstract class Vendor
{
    public const string Public = "https://texts.bank.example";
    protected const string Receipts = Public + "/v1/callbacks/main/receipts";

    public abstract (string Name, string Value)[] Settings { get; }

    /// <summary>Null: the request is right; otherwise what is wrong with it.</summary>
    public abstract string? Wrong(PeerRequest request);

    /// <summary>The text and the number that a request carries.</summary>
    public abstract (string Text, string To) Carried(PeerRequest request);

    /// <summary>How a request that sends nothing is answered, as the vendor's pages say: by whether its credentials are right. Null: the vendor has no such address.</summary>
    public abstract PeerAnswer? Probed(PeerRequest request);

    protected static PeerAnswer Known(bool known, string body) => known ? new(200, body) : new(401, """{"title":"Unauthorized"}""");

    public abstract PeerAnswer Taken { get; }
    public abstract PeerAnswer NoSuchNumber { get; }

    public abstract HttpRequestMessage Delivered();
    public abstract HttpRequestMessage Reply();

    /// <summary>Changes one sign of the proof, or takes it away.</summary>
    public static HttpRequestMessage Forged(HttpRequestMessage request)
    {
        foreach (var name in (string[])["X-Twilio-Signature", "Authorization", "X-Signature"])
        {
            if (!request.Headers.TryGetValues(name, out var values))
                continue;
            var value = values.First();
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value[..^5] + (value[^5] == 'A' ? 'B' : 'A') + value[^4..]);
        }
        return request;
    }

    protected static string? Of(JsonElement said, params object[] place)
    {
        foreach (var part in place)
            said = part is int index ? said[index] : said.GetProperty((string)part);
        return said.ValueKind == JsonValueKind.String ? said.GetString() : said.GetRawText();
    }

    protected static JsonElement Json(PeerRequest request) => JsonDocument.Parse(request.Body).RootElement;

    protected static HttpRequestMessage Post(string path, string type, string body) => new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)) };
}

internal sealed class TwilioContract : Vendor
{
    internal const string Sid = "AC0123456789abcdef0123456789abcdef", Token = "token-of-twilio", Message = "SM00000000000000000000000000000007";

    public override (string, string)[] Settings => [("Carrier:Kind", "Twilio"), ("Carrier:Http:Account", Sid), ("Carrier:Http:Secret", Token)];

    public override string? Wrong(PeerRequest request)
    {
        var form = Form(request);
        return request.Path != $"/2010-04-01/Accounts/{Sid}/Messages.json" ? "path"
            : request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sid}:{Token}")) ? "credentials"
            : !request.Headers["Content-Type"].StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ? "type"
            : form["StatusCallback"] != Receipts + "#rc=5&rp=all" ? "StatusCallback"
            : !form["To"].ToString().StartsWith('+') ? "To"
            : int.Parse(form["ValidityPeriod"]!, System.Globalization.CultureInfo.InvariantCulture) is < 1 or > 36_000 ? "ValidityPeriod"
            : form["From"].Count != 1 || form["Body"].Count != 1 ? "From or Body" : null;
    }

    public override (string, string) Carried(PeerRequest request) => (Form(request)["Body"]!, Form(request)["To"].ToString().TrimStart('+'));

    public override PeerAnswer? Probed(PeerRequest request) => request is not { Method: "GET", Path: $"/2010-04-01/Accounts/{Sid}.json" } ? null
        : Known(request.Headers.GetValueOrDefault("Authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sid}:{Token}")), $$"""{"sid":"{{Sid}}","status":"active"}""");

    static Dictionary<string, StringValues> Form(PeerRequest request) => QueryHelpers.ParseQuery(request.Body);

    public override PeerAnswer Taken => new(201, $$"""{"sid":"{{Message}}","status":"queued","error_code":null,"num_segments":"1"}""");
    public override PeerAnswer NoSuchNumber => new(400, """{"code":21211,"message":"Invalid 'To' Phone Number","more_info":"https://www.twilio.com/docs/errors/21211","status":400}""");

    public override HttpRequestMessage Delivered() => Signed("receipts", ("MessageSid", Message), ("SmsSid", Message), ("MessageStatus", "delivered"), ("To", "+15005550006"), ("AccountSid", Sid));

    public override HttpRequestMessage Reply() => Signed("replies", ("MessageSid", "SM1"), ("From", "+15005550006"), ("To", "+15005550000"), ("Body", "STOP &!"));

    internal static HttpRequestMessage Signed(string what, params (string Name, string Value)[] fields)
    {
        var path = $"/v1/callbacks/main/{what}";
        var signed = Public + path + string.Concat(fields.OrderBy(static field => field.Name, StringComparer.Ordinal).Select(static field => field.Name + field.Value));
        var request = Post(path, "application/x-www-form-urlencoded", string.Join('&', fields.Select(static field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")));
#pragma warning disable CA5350
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(signed))));
#pragma warning restore CA5350
        return request;
    }
}

internal sealed class VonageContract : Vendor
{
    const string Key = "abcd1234", Secret = "secret-of-vonage", Signature = "signature-of-vonage", Message = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

    public override (string, string)[] Settings =>
        [("Carrier:Kind", "Vonage"), ("Carrier:Http:Account", Key), ("Carrier:Http:Secret", Secret), ("Carrier:Http:CallbackSecret", Signature)];

    public override string? Wrong(PeerRequest request)
    {
        var said = Json(request);
        return request.Path != "/v1/messages" ? "path"
            : request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}")) ? "credentials"
            : Of(said, "channel") != "sms" || Of(said, "message_type") != "text" ? "channel"
            : Of(said, "webhook_url") != Receipts ? "webhook_url"
            : said.GetProperty("ttl").GetInt32() is < 20 or > 604_800 ? "ttl"
            : Of(said, "to")!.StartsWith('+') ? "to" : null;
    }

    public override (string, string) Carried(PeerRequest request) => (Of(Json(request), "text")!, Of(Json(request), "to")!);

    public override PeerAnswer? Probed(PeerRequest request) => request is not { Method: "GET", Path: "/account/get-balance" } ? null
        : Known(request.Headers.GetValueOrDefault("Authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}")), """{"value":10.28,"autoReload":false}""");

    public override PeerAnswer Taken => new(202, $$"""{"message_uuid":"{{Message}}"}""");
    public override PeerAnswer NoSuchNumber => new(422, """{"type":"https://developer.vonage.com/api-errors/messages#1170","title":"Invalid number","detail":"x","instance":"y"}""");

    public override HttpRequestMessage Delivered() => Signed("receipts", $$"""{"message_uuid":"{{Message}}","to":"15005550006","from":"BANK","timestamp":"2026-11-25T12:00:00Z","status":"delivered","channel":"sms"}""");

    public override HttpRequestMessage Reply() => Signed("replies", """{"message_uuid":"bbbb","to":"15005550000","from":"15005550006","channel":"sms","message_type":"text","text":"STOP"}""");

    internal static HttpRequestMessage Signed(string what, string body)
    {
        var request = Post($"/v1/callbacks/main/{what}", "application/json", body);
        request.Headers.Authorization = new("Bearer", When_callbacks_are_signed.Jwt(
            "HS256", $$"""{"iat":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}},"jti":"c5ba8f24","iss":"Vonage","payload_hash":"{{When_callbacks_are_signed.Hash(body)}}","api_key":"{{Key}}"}""", Signature));
        return request;
    }
}

internal sealed class InfobipContract : Vendor
{
    internal const string Key = "key-of-infobip", Message = "44444444-3333-2222-1111";

    public override (string, string)[] Settings =>
        [("Carrier:Kind", "Infobip"), ("Carrier:Http:Account", "hooks"), ("Carrier:Http:Secret", Key), ("Carrier:Http:CallbackSecret", "pw"), ("Carrier:Http:CallbackProof", "Basic")];

    public override string? Wrong(PeerRequest request)
    {
        var message = Json(request).GetProperty("messages")[0];
        return request.Path != "/sms/3/messages" ? "path"
            : request.Headers["Authorization"] != $"App {Key}" ? "credentials"
            : Of(message, "webhooks", "delivery", "url") != Receipts ? "webhooks"
            : Of(message, "options", "validityPeriod", "timeUnit") != "SECONDS" ? "validityPeriod"
            : Of(message, "sender") is null ? "sender" : null;
    }

    public override (string, string) Carried(PeerRequest request) =>
        (Of(Json(request), "messages", 0, "content", "text")!, Of(Json(request), "messages", 0, "destinations", 0, "to")!);

    public override PeerAnswer? Probed(PeerRequest request) => request is not { Method: "GET", Path: "/account/1/balance" } ? null
        : Known(request.Headers.GetValueOrDefault("Authorization") == $"App {Key}", """{"balance":47.79,"currency":"EUR"}""");

    public override PeerAnswer Taken => new(200, $$"""{"bulkId":"1","messages":[{"messageId":"{{Message}}","status":{"groupId":1,"groupName":"PENDING","id":26,"name":"PENDING_ACCEPTED"},"destination":"1"}]}""");
    public override PeerAnswer NoSuchNumber => new(200, """{"messages":[{"messageId":"x","status":{"groupId":5,"groupName":"REJECTED","id":52,"name":"REJECTED_DESTINATION"},"destination":"1"}]}""");

    public override HttpRequestMessage Delivered() => Signed("receipts",
        $$$"""{"results":[{"messageId":"{{{Message}}}","to":"15005550006","status":{"groupId":3,"groupName":"DELIVERED","id":5,"name":"DELIVERED_TO_HANDSET"},"error":{"groupId":0,"id":0,"name":"NO_ERROR","permanent":false}}]}""");

    public override HttpRequestMessage Reply() => Signed("replies", """{"results":[{"messageId":"m","from":"15005550006","to":"15005550000","text":"STOP","cleanText":"STOP"}],"messageCount":1}""");

    internal static HttpRequestMessage Signed(string what, string body)
    {
        var request = Post($"/v1/callbacks/main/{what}", "application/json", body);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("hooks:pw"u8));
        return request;
    }
}

internal sealed class DescribedContract : Vendor
{
    const string Message = "m-77";

    public override (string, string)[] Settings =>
    [
        ("Carrier:Kind", "Http"), ("Carrier:Http:Secret", "key"), ("Carrier:Http:Headers:X-Key", "{secret}"), ("Carrier:Http:CallbackSecret", "shared"),
        ("Carrier:Http:Body", """{"to":"+{to}","text":"{text}","from":"{from}","ttl":{seconds},"report":"{callback}"}"""), ("Carrier:Http:IdAt", "messages/0/id"), ("Carrier:Http:CodeAt", "error"),
        ("Carrier:Http:ReceiptIdAt", "message/id"), ("Carrier:Http:ReceiptStateAt", "message/state"), ("Carrier:Http:States:OK", "Delivered"), ("Carrier:Statuses:code-9", "Unreachable"),
    ];

    public override string? Wrong(PeerRequest request) => request.Path != "/send" ? "path" : request.Headers["X-Key"] != "key" ? "key" : Of(Json(request), "report") != Receipts ? "report" : null;

    public override (string, string) Carried(PeerRequest request) => (Of(Json(request), "text")!, Of(Json(request), "to")!.TrimStart('+'));

    public override PeerAnswer? Probed(PeerRequest request) => request is not { Method: "GET", Path: "/me" } ? null : Known(request.Headers.GetValueOrDefault("X-Key") == "key", "{}");

    public override PeerAnswer Taken => new(200, $$"""{"messages":[{"id":"{{Message}}"}],"error":0}""");
    public override PeerAnswer NoSuchNumber => new(200, """{"error":9}""");

    public override HttpRequestMessage Delivered() => Signed("receipts", $$$"""{"message":{"id":"{{{Message}}}","state":"ok"}}""");

    public override HttpRequestMessage Reply() => Signed("replies", """{"from":"+15005550006","to":"15005550000","text":"STOP"}""");

    internal static HttpRequestMessage Signed(string what, string body)
    {
        var request = Post($"/v1/callbacks/main/{what}", "application/json", body);
        request.Headers.Add("X-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("shared"u8, Encoding.UTF8.GetBytes(body))));
        return request;
    }
}

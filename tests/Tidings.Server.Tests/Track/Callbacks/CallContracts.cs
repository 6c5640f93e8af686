using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;
using Tidings.Server.Tests.Deliver.Http;

namespace Tidings.Server.Tests.Track.Callbacks;

/// <summary>The calls of a vendor as its public pages state them: what a right request holds, how it is answered, and how it is told what became of the call.</summary>
internal abstract class CallContract : IDisposable
{
    protected const string From = "442079460123", Receipts = Vendor.Public + "/v1/callbacks/main/receipts";

    public abstract Vendor Vendor { get; }

    /// <summary>Beside those of texts.</summary>
    public abstract (string Name, string Value)[] Settings { get; }

    /// <summary>Null: the request is right; otherwise what is wrong with it.</summary>
    public abstract string? Wrong(PeerRequest request);

    public abstract (string Text, string To) Said(PeerRequest request);

    public abstract PeerAnswer Taken { get; }

    /// <summary>Somebody answered and heard it.</summary>
    public abstract HttpRequestMessage Heard();

    /// <summary>Nobody could be reached.</summary>
    public abstract HttpRequestMessage Busy();

    public virtual void Dispose()
    {
    }

    protected static JsonElement Json(PeerRequest request) => JsonDocument.Parse(request.Body).RootElement;
}

internal sealed class TwilioCalls : CallContract
{
    const string Call = "CA00000000000000000000000000000007";

    public override Vendor Vendor { get; } = new TwilioContract();
    public override (string, string)[] Settings => [("Carrier:Http:Voice:From", "+" + From)];

    public override string? Wrong(PeerRequest request)
    {
        var form = QueryHelpers.ParseQuery(request.Body);
        var twiml = XElement.Parse(form["Twiml"]!);
        var say = twiml.Element("Say");
        return request.Path != $"/2010-04-01/Accounts/{TwilioContract.Sid}/Calls.json" ? "path"
            : request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TwilioContract.Sid}:{TwilioContract.Token}")) ? "credentials"
            : form["StatusCallback"] != Receipts + "#rc=5&rp=all" ? "StatusCallback"
            : form["From"] != "+" + From ? "From"
            : int.Parse(form["Timeout"]!, System.Globalization.CultureInfo.InvariantCulture) is < 5 or > 600 ? "Timeout"
            : twiml.Name != "Response" || form.ContainsKey("Url") || form["Twiml"].ToString().Length > 4_000 ? "Twiml"
            : (say?.Attribute("language")?.Value, say?.Attribute("voice")?.Value) is not ("en-GB", "Polly.Amy") ? "Say" : null;
    }

    public override (string, string) Said(PeerRequest request) => (XElement.Parse(QueryHelpers.ParseQuery(request.Body)["Twiml"]!).Element("Say")!.Value, QueryHelpers.ParseQuery(request.Body)["To"].ToString().TrimStart('+'));

    public override PeerAnswer Taken => new(201, $$"""{"sid":"{{Call}}","status":"queued","direction":"outbound-api"}""");

    public override HttpRequestMessage Heard() => Status("completed", ("CallDuration", "14"));
    public override HttpRequestMessage Busy() => Status("no-answer", ("SipResponseCode", "487"));

    static HttpRequestMessage Status(string status, (string, string) more) =>
        TwilioContract.Signed("receipts", ("CallSid", Call), ("CallStatus", status), ("AccountSid", TwilioContract.Sid), ("To", "+15005550006"), ("From", "+" + From), ("Direction", "outbound-api"), ("CallbackSource", "call-progress-events"), more);
}

internal sealed class VonageCalls : CallContract
{
    const string Call = "63f61863-4a51-4f6b-86e1-46edebcf9356", Application = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

    readonly RSA _key = RSA.Create(2048);
    readonly string _file = Path.GetTempFileName();

    public VonageCalls() => File.WriteAllText(_file, _key.ExportPkcs8PrivateKeyPem());

    public override Vendor Vendor { get; } = new VonageContract();
    public override (string, string)[] Settings => [("Carrier:Http:Voice:From", "+" + From), ("Carrier:Http:Voice:Application", Application), ("Carrier:Http:Voice:PrivateKeyFile", _file)];

    public override string? Wrong(PeerRequest request)
    {
        var said = Json(request);
        return request.Path != "/v1/calls" ? "path"
            : !Knows(request.Headers["Authorization"]) ? "credentials"
            : said.GetProperty("event_url")[0].GetString() != Receipts || said.GetProperty("event_method").GetString() != "POST" ? "event_url"
            : Phone(said.GetProperty("from")) != From ? "from"
            : said.GetProperty("machine_detection").GetString() != "hangup" ? "machine_detection"
            : said.GetProperty("ringing_timer").GetInt32() is < 1 or > 120 ? "ringing_timer"
            : said.TryGetProperty("answer_url", out _) || said.GetProperty("ncco")[0].GetProperty("action").GetString() != "talk" || said.GetProperty("ncco")[0].GetProperty("language").GetString() != "en-GB" ? "ncco" : null;
    }

    static string? Phone(JsonElement of) => of.GetProperty("type").GetString() == "phone" ? of.GetProperty("number").GetString() : null;

    bool Knows(string authorization)
    {
        if (authorization.Split(' ') is not ["Bearer", var token] || token.Split('.') is not [var head, var body, var signature])
            return false;
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body)).RootElement;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return JsonDocument.Parse(Base64Url.DecodeFromChars(head)).RootElement.GetProperty("alg").GetString() == "RS256" && claims.GetProperty("application_id").GetString() == Application
            && claims.GetProperty("jti").GetString() is { Length: > 0 } && now - claims.GetProperty("iat").GetInt64() is >= 0 and < 300 && claims.GetProperty("exp").GetInt64() > now
            && _key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public override (string, string) Said(PeerRequest request) => (Json(request).GetProperty("ncco")[0].GetProperty("text").GetString()!, Phone(Json(request).GetProperty("to")[0])!);

    public override PeerAnswer Taken => new(201, $$"""{"uuid":"{{Call}}","status":"started","direction":"outbound","conversation_uuid":"CON-1"}""");

    public override HttpRequestMessage Heard() => Status("human");
    public override HttpRequestMessage Busy() => Status("busy");

    public static HttpRequestMessage Status(string status) => VonageContract.Signed("receipts",
        $$"""{"uuid":"{{Call}}","conversation_uuid":"CON-1","status":"{{status}}","direction":"outbound","from":"{{From}}","to":"15005550006","timestamp":"2026-11-25T12:00:00.000Z"}""");

    public override void Dispose()
    {
        _key.Dispose();
        File.Delete(_file);
    }
}

internal sealed class InfobipCalls : CallContract
{
    const string Call = "99999999-3333-2222-1111";

    public override Vendor Vendor { get; } = new InfobipContract();
    public override (string, string)[] Settings => [("Carrier:Http:Voice:From", "+" + From), ("Carrier:Http:Voice:Languages:en", "en-gb/Amy")];

    public override string? Wrong(PeerRequest request)
    {
        var message = Json(request).GetProperty("messages")[0];
        return request.Path != "/tts/3/advanced" ? "path"
            : request.Headers["Authorization"] != $"App {InfobipContract.Key}" ? "credentials"
            : message.GetProperty("notifyUrl").GetString() != Receipts || message.GetProperty("notifyContentType").GetString() != "application/json" ? "notifyUrl"
            : message.GetProperty("from").GetString() != From ? "from"
            : message.GetProperty("machineDetection").GetString() != "hangup" ? "machineDetection"
            : (message.GetProperty("language").GetString(), message.GetProperty("voice").GetProperty("name").GetString()) is not ("en-gb", "Amy") ? "language" : null;
    }

    public override (string, string) Said(PeerRequest request) =>
        (Json(request).GetProperty("messages")[0].GetProperty("text").GetString()!, Json(request).GetProperty("messages")[0].GetProperty("destinations")[0].GetProperty("to").GetString()!);

    public override PeerAnswer Taken => new(200, $$"""{"bulkId":"1","messages":[{"to":"15005550006","status":{"groupId":1,"groupName":"PENDING","id":26,"name":"PENDING_ACCEPTED"},"messageId":"{{Call}}"}]}""");

    public override HttpRequestMessage Heard() => Report(3, "DELIVERED", 5000, "VOICE_ANSWERED");
    public override HttpRequestMessage Busy() => Report(2, "UNDELIVERABLE", 5002, "EC_VOICE_USER_BUSY");

    static HttpRequestMessage Report(int group, string name, int error, string why) => InfobipContract.Signed("receipts",
        $$$"""{"results":[{"messageId":"{{{Call}}}","to":"15005550006","status":{"groupId":{{{group}}},"groupName":"{{{name}}}","id":5,"name":"X"},"error":{"groupId":0,"id":{{{error}}},"name":"{{{why}}}"},"voiceCall":{"feature":"Voice Message","callStatus":"X"}}]}""");
}

internal sealed class DescribedCalls : CallContract
{
    const string Call = "c-9";

    public override Vendor Vendor { get; } = new DescribedContract();
    public override (string, string)[] Settings => [("Carrier:Http:Voice:From", "+" + From), ("Carrier:Http:Voice:Body", """{"number":"+{to}","say":"{text}","caller":"{from}","lang":"{language}","report":"{callback}"}""")];

    public override string? Wrong(PeerRequest request) => request.Path != "/send" ? "path" : request.Headers["X-Key"] != "key" ? "key" : Json(request).GetProperty("report").GetString() != Receipts ? "report"
        : (Json(request).GetProperty("lang").GetString(), Json(request).GetProperty("caller").GetString()) is not ("en", From) ? "lang" : null;

    public override (string, string) Said(PeerRequest request) => (Json(request).GetProperty("say").GetString()!, Json(request).GetProperty("number").GetString()!.TrimStart('+'));

    public override PeerAnswer Taken => new(200, $$"""{"messages":[{"id":"{{Call}}"}],"error":0}""");

    public override HttpRequestMessage Heard() => DescribedContract.Signed("receipts", $$$"""{"message":{"id":"{{{Call}}}","state":"answered"}}""");
    public override HttpRequestMessage Busy() => DescribedContract.Signed("receipts", $$$"""{"message":{"id":"{{{Call}}}","state":"no-answer"}}""");
}

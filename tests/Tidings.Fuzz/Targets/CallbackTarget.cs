using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track.Callbacks;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// What an HTTP carrier brings, and what it answers: the first octet says which carrier, receipts or replies, and the status of the answer; then a line of proof, then the body. Nobody is believed who does not know
/// the secret; whoever does is read whatever he writes.
/// </summary>
internal sealed class CallbackTarget : FuzzTarget
{
    const string Secret = "a secret that no input knows";

    static readonly IHttpDialect[] Dialects = [.. new[] { CarrierKind.Twilio, CarrierKind.Vonage, CarrierKind.Infobip, CarrierKind.Http }.Select(Dialect)];
    static readonly int[] Statuses = [200, 201, 400, 429, 500, 503];

    static IHttpDialect Dialect(CarrierKind kind) => HttpDialects.Of("north", new()
    {
        Kind = kind,
        Http = new() { Url = "https://carrier.example/", Account = "account", Secret = Secret, CallbackSecret = Secret, PublicUrl = "https://bank.example", CallbackProof = CallbackProof.Hmac, CodeAt = "code" },
    }, TimeProvider.System)!;

    public override string Name => "callbacks";

    public override long MayAllocate(int octets) => 256 * 1024 + 1024L * octets;

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "message_uuid", "status", "delivered", "from", "to", "text", "error", "title", "results", "messageId", "groupId", "id", "name", "code", "sid", "messages", "alg", "HS256", "payload_hash", "iat", "exp", "api_key", "uuid", "human", "machine", "completed",
        }.Select(static word => Encoding.UTF8.GetBytes($"\"{word}\"")),
        "MessageSid="u8.ToArray(), "&MessageStatus=delivered"u8.ToArray(), "CallSid="u8.ToArray(), "&CallStatus=completed"u8.ToArray(), "&From=%2B1"u8.ToArray(), "&Body="u8.ToArray(), "\"\\ud800\""u8.ToArray(), "Bearer "u8.ToArray(), "sha256="u8.ToArray(),
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        Of(0, "sig", "MessageSid=SM1&MessageStatus=delivered&ErrorCode=30003"), Of(0, "sig", "CallSid=CA1&CallStatus=busy&SipResponseCode=486"), Of(1, "{}|{}", """{"uuid":"1","status":"machine","detail":"x"}"""), Of(4, "sig", "MessageSid=SM1&From=%2B15550100&To=BANK&Body=stop"), Of(0, "sig", """{"sid":"SM1","code":21610}"""),
        Of(1, """{"alg":"HS256"}|{"iat":1760000000,"payload_hash":"00","api_key":"account"}""", """{"message_uuid":"1","status":"rejected","error":{"title":"1120"}}"""),
        Of(5, "{}|{}", """{"message_uuid":"1","from":"15550100","to":"BANK","text":"stop"}"""),
        Of(2, "sha256=00", """{"results":[{"messageId":"1","status":{"groupId":3},"error":{"id":5,"name":"X"}}]}"""), Of(2, "", """{"messages":[{"messageId":"1","status":{"groupId":1,"id":26}}]}"""),
        Of(6, "", """{"results":[{"messageId":"1","from":"1","to":"2","text":"stop"}]}"""), Of(3, "", """{"id":"1","status":"DELIVRD"}"""), Of(7, "", """{"from":"1","to":"2","text":"stop"}"""),
    ];

    static byte[] Of(byte which, string proof, string body) => [which, .. Encoding.UTF8.GetBytes($"{proof}\n{body}")];

    public override byte[]? Reshape(Random random, byte[] input)
    {
        var at = Array.IndexOf(input, (byte)'\n') + 1;
        return at > 0 && JsonMutator.Mutate(random, input[at..], Words) is { } body ? [.. input[..at], .. body] : null;
    }

    public override void Run(byte[] input, Features seen)
    {
        if (input.Length == 0)
            return;
        var dialect = Dialects[input[0] % Dialects.Length];
        var end = input.AsSpan(1).IndexOf((byte)'\n');
        var proof = Encoding.Latin1.GetString(input.AsSpan(1, end < 0 ? 0 : end));
        var body = input.AsMemory(end < 0 ? 1 : end + 2);
        var kind = (input[0] & 4) == 0 ? CallbackKind.Receipts : CallbackKind.Replies;
        foreach (var shown in (ReadOnlySpan<string>)[proof, $"Bearer {proof}"])
            Oracle.Holds(!dialect.IsGenuine(Brought(kind, shown, body)), "nobody is believed who does not know the secret");
        // Signed as the carrier signs, whatever the token says.
        if (proof.Split('|') is [var head, var claims])
            seen.Add(1, dialect.IsGenuine(Brought(kind, Signed(head, claims), body)) ? 1u : 0u);
        var content = dialect.Read(Brought(kind, proof, body));
        seen.Add(2, content is null ? 0u : (uint)(1 + dialect.GetType().Name.Length));
        if (content is not null)
        {
            Oracle.Holds(content.Receipts.Count + content.Replies.Count <= CallbackContent.Most, "no more is taken than is said");
            foreach (var receipt in content.Receipts)
                seen.Add(3, (uint)receipt.State + (receipt.Error is null ? 0u : 100u));
            seen.AddMagnitude(4, content.Replies.Count);
        }
        var verdict = dialect.Read(Statuses[(input[0] >> 3) % Statuses.Length], body);
        seen.AddMagnitude(5, verdict.Status);
        seen.Add(6, (verdict.IsKnown ? 1u : 0u) + (verdict.Reference is null ? 0u : 2u));
    }

    static Callback Brought(CallbackKind kind, string proof, ReadOnlyMemory<byte> body)
    {
        var headers = new HeaderDictionary { ["Authorization"] = proof, ["X-Twilio-Signature"] = proof, ["X-Signature"] = proof };
        return new(kind, "https://bank.example/v1/callbacks/north/receipts", headers, body);
    }

    static string Signed(string head, string claims)
    {
        var token = $"{Base64Url.EncodeToString(Encoding.Latin1.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.Latin1.GetBytes(claims))}";
        return $"Bearer {token}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(token)))}";
    }
}

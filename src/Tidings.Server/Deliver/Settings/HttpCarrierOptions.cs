using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Settings;

/// <summary>A carrier of HTTP: where its API is, who we are to it, and how its callbacks show that they are its own. Nothing of it counts for <see cref="CarrierKind.Smpp"/>.</summary>
public sealed class HttpCarrierOptions
{
    /// <summary>Where texts are posted to; of the three vendors only scheme, host and port count. https, or http on loopback. Default: Twilio's and Vonage's public addresses; Infobip and Http need one.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// Http: an address of the carrier's that sends nothing, and answers a GET with <see cref="Headers"/> with 401 or 403 where it does not know us: a balance, an account. For the doctor alone. Default none:
    /// credentials are first tried by a text.
    /// </summary>
    public string? Probe { get; set; }

    /// <summary>http may go beyond loopback too: texts and secrets in the clear. Default no.</summary>
    public bool Plain { get; set; }

    /// <summary>Account SID (Twilio), API key (Vonage); for callbacks with <see cref="CallbackProof.Basic"/> the name in them. Default empty.</summary>
    public string Account { get; set; } = "";

    /// <summary>Auth token (Twilio), API secret (Vonage), API key (Infobip). Better in <see cref="SecretFile"/>. Default empty.</summary>
    [Secret]
    public string Secret { get; set; } = "";

    /// <summary>A file whose first line is the secret; read at each request, and wins over <see cref="Secret"/>. Default none.</summary>
    public string? SecretFile { get; set; }

    /// <summary>The address of this node as the carrier sees it, without a path: <c>https://texts.bank.example</c>. Callbacks are asked for below it. Default none: none are asked for.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Calls that say codes.</summary>
    public VoiceOptions Voice { get; set; } = new();

    /// <summary>What callbacks are verified with: Vonage's signature secret; for Infobip and Http what was agreed. Twilio signs with the auth token. Default: no callback is believed.</summary>
    [Secret]
    public string CallbackSecret { get; set; } = "";

    /// <summary>A file whose first line is that secret; wins over <see cref="CallbackSecret"/>. Default none.</summary>
    public string? CallbackSecretFile { get; set; }

    /// <summary>By what callbacks of Infobip and Http are verified. Default Hmac.</summary>
    public CallbackProof CallbackProof { get; set; }

    /// <summary>The header in which the proof stands. Default X-Signature.</summary>
    public string CallbackHeader { get; set; } = "X-Signature";

    /// <summary>
    /// Http: the body of a request, with <c>{from}</c>, <c>{to}</c>, <c>{text}</c>, <c>{id}</c>, <c>{seconds}</c> (of validity left) and <c>{callback}</c> in it, each written as <see cref="ContentType"/> needs it.
    /// Default <c>{"id":"{id}","from":"{from}","to":"{to}","text":"{text}"}</c>.
    /// </summary>
    [Secret]
    public string Body { get; set; } = """{"id":"{id}","from":"{from}","to":"{to}","text":"{text}"}""";

    /// <summary>Http: application/json or application/x-www-form-urlencoded. Default application/json.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>Http: further headers of a request, in which <c>{account}</c>, <c>{secret}</c> and <c>{basic}</c> (both in base64) may stand: <c>Authorization=Bearer {secret}</c>. Default none.</summary>
    [Secret]
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>Http: where in the answer's JSON the message's id is: <c>messages/0/id</c>. Default id.</summary>
    public string IdAt { get; set; } = "id";

    /// <summary>Http: where in the answer's JSON an error's number is; 0 is none. Default: the HTTP status alone counts.</summary>
    public string? CodeAt { get; set; }

    /// <summary>Http: where in a callback for receipts the message's id is. Default id.</summary>
    public string ReceiptIdAt { get; set; } = "id";

    /// <summary>Http: where its state is. Default status.</summary>
    public string ReceiptStateAt { get; set; } = "status";

    /// <summary>Http: where its error is. Default error.</summary>
    public string ReceiptErrorAt { get; set; } = "error";

    /// <summary>Http: what the carrier calls the states, in any case: <c>DELIVRD=Delivered</c>. By default the names of SMPP and plain English words are known.</summary>
    public Dictionary<string, ReceiptState> States { get; set; } = [];

    /// <summary>Http: where in a callback for replies the customer's number is. Default from.</summary>
    public string ReplyFromAt { get; set; } = "from";

    /// <summary>Http: where the number or short code is that it went to. Default to.</summary>
    public string ReplyToAt { get; set; } = "to";

    /// <summary>Http: where the text is. Default text.</summary>
    public string ReplyTextAt { get; set; } = "text";
}

using System.ComponentModel.DataAnnotations;
using Tidings.Core.Deliver.Retry;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Settings;

/// <summary>The carrier: where it is, who we are to it, how fast and in which form it wants its texts. Section <c>Carrier</c>, and <c>Carriers:name</c> for each further one.</summary>
public sealed class CarrierOptions
{
    public const string Section = "Carrier";
    /// <summary>The most binds a carrier can have.</summary>
    public const int MaxBinds = 32;

    /// <summary>What it speaks: Smpp, Twilio, Vonage, Infobip or Http. Default Smpp.</summary>
    public CarrierKind Kind { get; set; }

    /// <summary>Where it is and who we are to it, if it speaks HTTP.</summary>
    public HttpCarrierOptions Http { get; set; } = new();

    /// <summary>Host name or address of the SMSC. Default 127.0.0.1.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port of the SMSC. Default 2775; range 1 to 65535.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 2775;

    /// <summary>
    /// The SMSC at this address is a simulator that no phone hangs on: texts of test keys may go to it. Default false: they go nowhere, and are recorded as suppressed. Refused in Production, and where the carrier is not on loopback.
    /// </summary>
    public bool Simulator { get; set; }

    /// <summary>TLS to the SMSC. Default: off.</summary>
    public CarrierTls Tls { get; set; } = new();

    /// <summary>Our name at the SMSC, to 15 ASCII characters. Default tidings.</summary>
    [Required, StringLength(15), RegularExpression("[ -~]+")]
    public string SystemId { get; set; } = "tidings";

    /// <summary>The password, to 63 ASCII characters. Better kept in <see cref="PasswordFile"/>, or given as the environment's TIDINGS_Carrier__Password. Default empty.</summary>
    [Secret]
    [StringLength(63), RegularExpression("[ -~]*")]
    public string Password { get; set; } = "";

    /// <summary>A file whose first line is the password; it wins over <see cref="Password"/>. Default none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>system_type, to 12 ASCII characters. Default empty.</summary>
    [StringLength(12), RegularExpression("[ -~]*")]
    public string SystemType { get; set; } = "";

    /// <summary>The SMPP version announced: 0x33, 0x34 or 0x50 (51, 52 or 80). Default 0x34.</summary>
    [AllowedValues((byte)0x33, (byte)0x34, (byte)0x50)]
    public byte InterfaceVersion { get; set; } = 0x34;

    /// <summary>How sessions are opened. Default Transceiver.</summary>
    public BindType BindType { get; set; }

    /// <summary>How many binds are held, each of one transceiver session or of a pair. Default 2; range 1 to 32.</summary>
    [Range(1, MaxBinds)]
    public int Binds { get; set; } = 2;

    /// <summary>
    /// Segments that one bind may have unanswered: the carrier's limit, and the most that a crash can send twice over that bind. Default 25; range 1 to 2,000.
    /// </summary>
    [Range(1, 2_000)]
    public int Window { get; set; } = 25;

    /// <summary>Segments a second that the carrier allows us, over all binds. Default 100; range 0.1 to 100,000.</summary>
    [Range(0.1, 100_000)]
    public double RatePerSecond { get; set; } = 100;

    /// <summary>Segments a second that the carrier allows in one bind, where it says so too; the lower of it and the bind's share of <see cref="RatePerSecond"/> counts. Default none; range 0.1 to 100,000.</summary>
    [Range(0.1, 100_000)]
    public double? RatePerBind { get; set; }

    /// <summary>Messages of one class held in memory; beyond it they stay in the store until there is room. Default 10,000; range 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int Queue { get; set; } = 10_000;

    /// <summary>How the ids of receipts relate to those of responses. Default Auto: whatever the base, case and zeros.</summary>
    public MessageIdRule ReceiptIds { get; set; } = MessageIdRule.Auto;

    /// <summary>Which receipts are asked for. Default Final.</summary>
    public AskedReceipts Receipts { get; set; } = AskedReceipts.Final;

    /// <summary>
    /// How long a receipt waits in memory for the response that names its message, and on while a segment that left before the receipt came has no answer, unless more wait than there are such segments. Default 3 s; range 0 to 60 s, and at 0 it does not wait.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReceiptPatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// deliver_sm a second that the carrier may bring over one bind: so many receipts, and as many texts of customers besides. Beyond it each is answered ESME_RTHROTTLED, so that the carrier keeps it and brings
    /// it again. 0: no limit. Default 50,000; range 0 to 1,000,000.
    /// </summary>
    [Range(0, 1_000_000)]
    public int InboundPerSecond { get; set; } = 50_000;

    /// <summary>Carrier's references kept in memory to match receipts; older ones are found in the store. Default 300,000 (some 20 MB); range 1,000 to 10,000,000.</summary>
    [Range(1_000, 10_000_000)]
    public int References { get; set; } = 300_000;

    /// <summary>
    /// Numbers and short codes at which the carrier takes customers' texts for us, besides the senders of the settings. An inbound text to another address is counted and not acted on. Default none.
    /// </summary>
    public string[] Numbers { get; set; } = [];

    /// <summary>
    /// Who texts are from that leave by this carrier, by the country of their number: <c>GB=60123</c>. Goes before the sender of the settings, and must be registered there for the country (sender, senders or
    /// furtherSenders). Default none.
    /// </summary>
    public Dictionary<string, string> Senders { get; set; } = [];

    /// <summary>service_type, to 5 ASCII characters. Default empty.</summary>
    [StringLength(5), RegularExpression("[ -~]*")]
    public string ServiceType { get; set; } = "";

    /// <summary>TON and NPI of senders and numbers.</summary>
    public AddressRules Addresses { get; set; } = new();

    /// <summary>How long texts are cut. Default Udh8.</summary>
    public Concatenation Concatenation { get; set; } = Concatenation.Udh8;

    /// <summary>The most segments of a text; one that needs more is not sent. Default 10; range 1 to 32, and not more than <see cref="Window"/>.</summary>
    [Range(1, 32)]
    public int MaxSegments { get; set; } = 10;

    /// <summary>Languages whose national shift tables the carrier is known to render, for example Turkish. Default none.</summary>
    public NationalLanguage[] NationalLanguages { get; set; } = [];

    /// <summary>Septets are packed in short_message. Default no, as nearly all carriers want.</summary>
    public bool PackSeptets { get; set; }

    /// <summary>data_coding of GSM 7-bit texts. Default 0.</summary>
    public byte Gsm7DataCoding { get; set; }

    /// <summary>data_coding of UCS-2 texts. Default 8; some want 0x18 (24).</summary>
    public byte Ucs2DataCoding { get; set; } = 8;

    /// <summary>data_coding of ISO 8859-1 texts. Default 3.</summary>
    public byte Latin1DataCoding { get; set; } = 3;

    /// <summary>ISO 8859-1 may be used. Default no.</summary>
    public bool AllowLatin1 { get; set; }

    /// <summary>How validity_period is written. Default Relative, which needs no common clock.</summary>
    public ValidityForm Validity { get; set; } = ValidityForm.Relative;

    /// <summary>The silence after which the session is tested. Default 30 s; range 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan EnquireLink { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting, TLS included, and binding may take each. Default 10 s; range 100 ms to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without an answer a text is in doubt. Default 10 s; range 100 ms to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stop waits for the answers to what is in the window. Default 10 s; range 0 to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause before connecting again; each further one doubles it, with jitter. Default 500 ms; range 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan ReconnectFirst { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause before connecting again. Default 30 s; range 10 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan ReconnectLongest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after the commit of a window its texts may still leave. A new owner of the bind waits this out, so that two never send for one bind.
    /// Default 2 s; range 100 ms to 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How refused texts go again.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>
    /// What this carrier means by a command_status where that differs from our table: <c>0x00000402=Throttled</c>. By number, with or without 0x; Throttled, Temporary, Unreachable, Refused or
    /// Unknown. Default none.
    /// </summary>
    public Dictionary<string, ErrorClass> Statuses { get; set; } = [];

    /// <summary>
    /// Optional parameters that the carrier demands with every text, by tag: <c>0x1400=1101234567890</c>, sent as its ASCII octets. A value may differ by template: <see cref="TemplateTlvs"/>. Default none.
    /// </summary>
    public Dictionary<string, string> Tlvs { get; set; } = [];

    /// <summary>
    /// Optional parameters by template and language: the key is the tag, a slash, the template's id, a slash and its language: <c>0x1401/card-payment/en=1107…</c>. Wins over <see cref="Tlvs"/>. Default none.
    /// </summary>
    public Dictionary<string, string> TemplateTlvs { get; set; } = [];

    /// <summary>
    /// What a segment costs, in <see cref="Currency"/>: by country (<c>GB=0.031</c>), by prefix of at most 8 digits (<c>+4477=0.029</c>), or <c>*</c> for all others. For routes that prefer the
    /// cheapest. Default none.
    /// </summary>
    public Dictionary<string, decimal> Prices { get; set; } = [];

    /// <summary>The currency of <see cref="Prices"/>, ISO 4217; the same for all carriers. Default EUR.</summary>
    [RegularExpression("[A-Z]{3}")]
    public string Currency { get; set; } = "EUR";

    /// <summary>As <see cref="Partitions.PartitionOptions.Audited"/>, for receipts.</summary>
    internal bool Audited { get; set; } = true;

    /// <summary>How long a session that ends waits for what it is owed.</summary>
    internal TimeSpan UnbindTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether somebody outside is to be told of message states.</summary>
    internal Tell.TellSwitch Tell { get; set; } = new();

    /// <summary>Receipts of how texts ended are asked for and believed, the good ones too: by what does not come it can be judged.</summary>
    internal bool Reports => Kind switch
    {
        CarrierKind.Smpp => Receipts is AskedReceipts.Final or AskedReceipts.FinalAndIntermediate,
        _ => Http.PublicUrl is not null,
    };

    /// <summary>Codes can be said by its calls.</summary>
    internal bool MakesCalls => Kind != CarrierKind.Smpp && Http.Voice.From.Length > 0;

    internal DecodingOptions Decoding() => new() { DefaultAlphabet = PackSeptets ? DefaultAlphabet.Gsm7Packed : DefaultAlphabet.Gsm7 };

    internal EncodingOptions Encoding() => new()
    {
        AllowLatin1 = AllowLatin1,
        NationalLanguages = [.. NationalLanguages],
        PackSeptets = PackSeptets,
        Concatenation = Concatenation,
        MaxSegments = MaxSegments,
        Gsm7DataCoding = Gsm7DataCoding,
    };
}

/// <summary>How a bind's sessions are opened.</summary>
public enum BindType : byte
{
    /// <summary>One session, both ways.</summary>
    Transceiver = 0,
    /// <summary>Two sessions, for carriers that give them apart: texts leave by one, receipts and replies come by the other. Where one ends, both do.</summary>
    TransmitterAndReceiver,
}

/// <summary>Which receipts are asked for (registered_delivery).</summary>
public enum AskedReceipts : byte
{
    /// <summary>How it ended, well or not.</summary>
    Final = 0,
    /// <summary>How it ended, and what happens on the way.</summary>
    FinalAndIntermediate,
    /// <summary>Only that it failed.</summary>
    FailureOnly,
    None,
}

/// <summary>How validity_period is written (SMPP 3.4 §7.1.1). We hold to the validity ourselves in any case.</summary>
public enum ValidityForm : byte
{
    Relative = 0,
    /// <summary>In UTC.</summary>
    Absolute,
    /// <summary>Not at all, for carriers that refuse it.</summary>
    None,
}

using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Operate.Limits;

/// <summary>How much may come over HTTP, from whom, and how slowly. Section <c>Limits</c> of the configuration; bodies of events and files are in section <c>Intake</c>.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Requests a second of one key, token's subject or client certificate; beyond it 429. A second's worth may come at once. 0: no limit. Default 50,000; range 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int CallerRequestsPerSecond { get; set; } = 50_000;

    /// <summary>
    /// Events a second of one caller; beyond it 429 and nothing is taken. A batch passes whole while its caller has any left, and what follows waits longer. 0: no limit, since
    /// only the bank knows what its systems send, and what a node holds at once is bounded anyway. Default 0; range 0 to 10,000,000.
    /// </summary>
    [Range(0, 10_000_000)]
    public int CallerEventsPerSecond { get; set; }

    /// <summary>Requests a second of one operator or member of staff. 0: no limit. Default 100; range 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int OperatorRequestsPerSecond { get; set; } = 100;

    /// <summary>Requests a minute from one address that prove nobody; beyond it 429, and tokens from there are not looked at any more. 0: no limit. Default 600; range 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int UnknownPerMinute { get; set; } = 600;

    /// <summary>Sign-ins and enrolments a minute from one address, right ones too. 0: no limit. Default 60; range 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int SignInsPerMinute { get; set; } = 60;

    /// <summary>Requests a second from one address for what is public; health is not counted. 0: no limit. Default 1,000; range 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int PublicRequestsPerSecond { get; set; } = 1_000;

    /// <summary>Addresses of proxies whose <c>X-Forwarded-For</c> is believed. Default none: who calls is who connects.</summary>
    public string[]? TrustedProxies { get; set; }

    /// <summary>Connections at once; one beyond it is closed. Default 5,000; range 10 to 1,000,000.</summary>
    [Range(10, 1_000_000)]
    public int Connections { get; set; } = 5_000;

    /// <summary>Connections at once from one address; one beyond it is closed. 0: no limit. Default 1,000; range 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>Requests at once over one HTTP/2 connection. Default 100; range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int StreamsPerConnection { get; set; } = 100;

    /// <summary>Bytes of a request's headers together; more are answered 431. Default 32 KiB; range 4 KiB to 1 MiB.</summary>
    [Range(4 * 1024, 1024 * 1024)]
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Headers of a request; more are answered 431. Default 100; range 20 to 1,000.</summary>
    [Range(20, 1_000)]
    public int Headers { get; set; } = 100;

    /// <summary>Bytes of a request's first line; more are answered 414. Default 8 KiB; range 1 KiB to 64 KiB, at most <see cref="HeaderBytes"/>.</summary>
    [Range(1024, 64 * 1024)]
    public int RequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>The largest body, in bytes, wherever no other option says so; more are answered 413. Default 1 MiB; range 256 KiB to 64 MiB.</summary>
    [Range(256 * 1024, 64 * 1024 * 1024)]
    public int BodyBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a request's headers may take to arrive, and a TLS handshake. Default 10 s; range 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may rest between two requests. Default 130 s; range 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes a second that a body must bring, from ten seconds on; slower ones are answered 408. Default 8 KiB; range 1 to 1 MiB.</summary>
    [Range(1, 1024 * 1024)]
    public int BodyBytesPerSecond { get; set; } = 8 * 1024;
}

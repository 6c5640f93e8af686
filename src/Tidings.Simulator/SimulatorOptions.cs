using System.Net;

namespace Tidings.Simulator;

/// <summary>How to start a simulator. Everything has a default that suits a developer's machine.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where SMPP and the Phone listen. Must be a loopback address: 127.0.0.0/8 or ::1. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The SMPP port; 0 takes a free one, see <see cref="SmscSimulator.SmppPort"/>. Default 2775.</summary>
    public int SmppPort { get; init; } = 2775;

    /// <summary>The port of the Phone and the inbox API; 0 takes a free one, null starts neither. Default 2780.</summary>
    public int? PhonePort { get; init; } = 2780;

    /// <summary>The one system_id that may bind; null lets everyone in. Default null. Each system_id is an account of its own.</summary>
    public string? SystemId { get; init; }

    /// <summary>The password that binds must give; null takes any. Default null.</summary>
    public string? Password { get; init; }

    /// <summary>The environment's name, beside those that variables of the process give; in Production it does not start. Default null.</summary>
    public string? Environment { get; init; }

    /// <summary>How the carrier behaves at the start.</summary>
    public Behaviour Behaviour { get; init; } = new();

    /// <summary>
    /// Nothing is kept of what arrives but counters (and what <see cref="Observer"/> keeps): for benchmarks. The Phone stays empty
    /// and magic numbers are ordinary ones. Default: no.
    /// </summary>
    public bool Sink { get; init; }

    /// <summary>How many texts the inbox keeps over all numbers; older ones go first. Default 10,000, from 1 to 1,000,000.</summary>
    public int InboxCapacity { get; init; } = 10_000;

    /// <summary>How many texts the inbox keeps of one number. Default 1,000, from 1 to 1,000,000.</summary>
    public int InboxPerNumber { get; init; } = 1_000;

    /// <summary>How many raw PDUs are kept; 0 keeps none. Default 20,000, and never more than 16 MB of them.</summary>
    public int PduCapacity { get; init; } = 20_000;

    /// <summary>How many connections are held at once; more are closed at the door. Default 1,000, at least 1.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>How many deliver_sm one bind may have unanswered. Default 500, from 1 to 65,536.</summary>
    public int DeliverWindow { get; init; } = 500;

    /// <summary>How long a deliver_sm waits for its answer before it goes again. Default 30 s.</summary>
    public TimeSpan DeliverTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many receipts and replies may wait to go out. A message whose receipt would not fit is refused with ESME_RMSGQFUL.
    /// Default 1,000,000.
    /// </summary>
    public int MaxWaiting { get; init; } = 1_000_000;

    /// <summary>How many of the last messages a duplicate is recognised in. Default 4,000,000 (8 to 32 bytes each).</summary>
    public int DuplicateMemory { get; init; } = 4_000_000;

    /// <summary>A bind that is silent for this long is asked enquire_link; zero never asks. Default 30 s.</summary>
    public TimeSpan EnquireLink { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A file to which each accepted message is appended as 16 bytes: its identity's hash and the Unix time in µs, both little-endian. Default: none.</summary>
    public string? HashLog { get; init; }

    /// <summary>Told of every accepted message, on the receiving thread: it must be fast and must not throw. Default: none.</summary>
    public ISubmitObserver? Observer { get; init; }

    /// <summary>The first message id. Default null: taken from the clock, so that ids never repeat after a restart.</summary>
    public ulong? FirstMessageId { get; init; }

    /// <summary>The seed of shuffled receipts and garbage. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A line that the Phone shows while it has no texts, such as the curl command that sends the first event. Default: none.</summary>
    public string? EmptyHint { get; init; }
}

using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>What both sides of a session may set. Checked when a session or server is started: what is out of range throws there.</summary>
public abstract record SmppSessionOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How many of our requests may wait for their responses. 1 to 10,000; default 10.</summary>
    public int Window { get; init; } = 10;

    /// <summary>
    /// How many of the peer's requests may wait for our answers. At that number nothing more is read until one is answered.
    /// 1 to 10,000; default 100.
    /// </summary>
    public int InboundWindow { get; init; } = 100;

    /// <summary>The longest PDU that is accepted, octets; 1,024 before the bind. 1,024 to 1,048,576; default 70,000.</summary>
    public int MaxPduLength { get; init; } = FrameReader.DefaultLimit;

    /// <summary>
    /// Octets that may wait to be sent; above it requests are refused with <see cref="SendOutcome.OutputFull"/> and nothing more is read.
    /// 4,096 to 16,777,216; default 262,144.
    /// </summary>
    public int MaxOutput { get; init; } = 256 * 1024;

    /// <summary>How long a response may take, the time aside in which we read nothing (<see cref="SmppSession.IsPaused"/>). 10 ms to 1 day; default 10 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The silence after which we ask with enquire_link. 10 ms to 1 day; default 30 s. Null for never.</summary>
    public TimeSpan? EnquireLinkInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time without any message after which we unbind. 10 ms to 1 day; default null: never.</summary>
    public TimeSpan? InactivityTimeout { get; init; }

    /// <summary>How long a connection may stay unbound (session_init_timer). 10 ms to 1 day; default 10 s.</summary>
    public TimeSpan BindTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an unbind may wait, once for what is unanswered and once for its response. 10 ms to 1 day; default 10 s.</summary>
    public TimeSpan UnbindTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the peer may take none of our octets, as far as we see it: what the system keeps on the way counts as not taken once
    /// that is full, and room there opens in steps of up to a megabyte or so. 10 ms to 1 day; default 30 s.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sees every PDU in both directions, passwords and texts included: for simulators and tools, not for production. Default none.</summary>
    public ISmppWireObserver? WireObserver { get; init; }

    internal TimeSpan SweepPeriod { get; private set; }

    internal virtual void Validate()
    {
        Check(Window is >= 1 and <= 10_000, nameof(Window));
        Check(InboundWindow is >= 1 and <= 10_000, nameof(InboundWindow));
        Check(MaxPduLength is >= 1024 and <= 1024 * 1024, nameof(MaxPduLength));
        Check(MaxOutput is >= 4096 and <= 16 * 1024 * 1024, nameof(MaxOutput));
        CheckTime(ResponseTimeout, nameof(ResponseTimeout));
        CheckTime(BindTimeout, nameof(BindTimeout));
        CheckTime(UnbindTimeout, nameof(UnbindTimeout));
        CheckTime(WriteTimeout, nameof(WriteTimeout));
        CheckTime(EnquireLinkInterval, nameof(EnquireLinkInterval));
        CheckTime(InactivityTimeout, nameof(InactivityTimeout));
        SweepPeriod = Shortest() / 4;
    }

    private protected static void Check(bool inRange, string name)
    {
        if (!inRange)
            throw new ArgumentOutOfRangeException(name);
    }

    private protected static void CheckTime(TimeSpan? value, string name) =>
        Check(value is not { } time || (time >= TimeSpan.FromMilliseconds(10) && time <= Longest), name);

    private TimeSpan Shortest()
    {
        var shortest = TimeSpan.FromSeconds(2);
        foreach (var time in (ReadOnlySpan<TimeSpan?>)
            [ResponseTimeout, BindTimeout, UnbindTimeout, WriteTimeout, EnquireLinkInterval, InactivityTimeout])
        {
            if (time < shortest)
                shortest = time.Value;
        }
        return shortest;
    }
}

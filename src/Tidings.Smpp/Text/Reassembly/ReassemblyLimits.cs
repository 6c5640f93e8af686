namespace Tidings.Smpp.Text.Reassembly;

/// <summary>How much unfinished text may wait for its missing segments.</summary>
public sealed record ReassemblyLimits
{
    /// <summary>Unfinished messages kept at once; the oldest goes when a new one needs its place. Default 10,000; at least 1.</summary>
    public int Messages { get; init; } = 10_000;

    /// <summary>Octets kept at once over all unfinished messages; the oldest go first. Default 16 MiB; at least one message's worth.</summary>
    public int TotalOctets { get; init; } = 16 * 1024 * 1024;

    /// <summary>Segments of one message, 1 to 255. Default 255.</summary>
    public int SegmentsPerMessage { get; init; } = 255;

    /// <summary>Octets of one segment, header included. Default 254, as much as short_message takes.</summary>
    public int OctetsPerSegment { get; init; } = 254;

    /// <summary>How long a message waits for its segments, from the first. Default one hour.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromHours(1);
}

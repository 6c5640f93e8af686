namespace Tidings.Core.Decide.Fraud;

/// <summary>What fraud is sought by in one transaction. Prints are 64-bit hashes (<see cref="Track.StableHash"/>); 0 says that there is none or that it is not known.</summary>
public readonly record struct Payment
{
    public Payment()
    {
    }

    /// <summary>Seconds since 1970, UTC. What is finer than a second is cut off: of two in one second, the one that is decided first is the earlier.</summary>
    public required uint At { get; init; }

    /// <summary>Minor units (cents) of one currency for all of the customer's payments: whoever fills this in has converted. Exact to 16,777,216; above, to seven digits.</summary>
    public required long Minor { get; init; }

    /// <summary>Print of the event, by which a later label finds it.</summary>
    public ulong Id { get; init; }

    /// <summary>The customer's time less UTC, in minutes.</summary>
    public short OffsetMinutes { get; init; }

    public ulong Terminal { get; init; }
    public ulong Merchant { get; init; }
    public ulong Payee { get; init; }
    public ulong Device { get; init; }
    public ulong Country { get; init; }

    /// <summary>Degrees; not a number: not known.</summary>
    public float Latitude { get; init; } = float.NaN;
    /// <summary>Degrees; not a number: not known.</summary>
    public float Longitude { get; init; } = float.NaN;

    public double Amount => Minor / 100d;

    /// <summary>Seconds since 1970 by the customer's clock.</summary>
    internal long Local => At + (OffsetMinutes * 60L);
}

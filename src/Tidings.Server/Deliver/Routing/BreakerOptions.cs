namespace Tidings.Server.Deliver.Routing;

/// <summary>When texts are kept from a carrier that has trouble, and when it is tried again. Without effect where there is one carrier.</summary>
public sealed class BreakerOptions
{
    /// <summary>Over how long answers are counted. Default 10 s; range 1 s to 10 min.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Fewer answers in the window say nothing. Default 20; range 1 to 100,000.</summary>
    public int Answers { get; set; } = 20;

    /// <summary>The part of the answers that must be trouble (temporary errors, or none in time) for it to open. Default 0.5; range 0.01 to 1.</summary>
    public double Troubles { get; set; } = 0.5;

    /// <summary>How long after opening it is tried again, where a session stands. Default 5 s; range 100 ms to 1 h.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many texts try it. Default 10; range 1 to 1,000.</summary>
    public int Probes { get; set; } = 10;

    /// <summary>How many good answers in a row close it. Default 5; range 1 to 1,000, and not more than <see cref="Probes"/>.</summary>
    public int Proof { get; set; } = 5;
}

namespace Tidings.Fraud.Protocols;

/// <summary>How customers answer an alert in the simulation of the closed loop.</summary>
public sealed record AnswerOptions
{
    /// <summary>Share of those who are asked who answer at all.</summary>
    public double Answer { get; init; } = 0.6;
    /// <summary>Share of the answers that are wrong: YES to a fraud, NO to an own payment.</summary>
    public double Wrong { get; init; } = 0.03;
    /// <summary>Half of the answers come within so many seconds; the logarithm's deviation is <see cref="Spread"/>, so that one in ten takes an hour and more.</summary>
    public double MedianSeconds { get; init; } = 600;
    public double Spread { get; init; } = 1.5;
    /// <summary>Customers who are asked a day.</summary>
    public int AsksADay { get; init; } = 100;
    /// <summary>
    /// Each payment is told by an ordinary text, which can be denied as at a node: of the frauds that nobody asked about, the same share is denied. Without it only what was asked about can be confirmed, and the first frauds at a
    /// terminal, which look like any other payment there, are known when the delay is over.
    /// </summary>
    public bool EachIsTold { get; init; }
    /// <summary>With <see cref="EachIsTold"/>: of a thousand genuine payments so many are denied by mistake.</summary>
    public double DeniedByMistake { get; init; } = 0.3;
    public ulong Seed { get; init; } = 1;
}

namespace Tidings.Core.Decide.Alerts;

internal enum CrossingStep : byte
{
    None,
    /// <summary>From the threshold or over to below: raise the alert.</summary>
    Enters,
    /// <summary>Still below, or in the margin.</summary>
    Stays,
    /// <summary>At the threshold plus the margin or over: the next crossing is told again.</summary>
    Recovers,
}

/// <summary>Hysteresis: a balance that trembles around its threshold is told once.</summary>
internal static class Crossing
{
    public static CrossingStep Step(bool crossed, decimal balance, decimal threshold, decimal margin) => (crossed, balance < threshold) switch
    {
        (false, true) => CrossingStep.Enters,
        (false, false) => CrossingStep.None,
        (true, true) => CrossingStep.Stays,
        (true, false) => balance >= threshold + margin ? CrossingStep.Recovers : CrossingStep.None,
    };
}

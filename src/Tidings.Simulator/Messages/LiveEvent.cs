namespace Tidings.Simulator.Messages;

/// <summary>What the Phone's page is told. A null bubble says that everything is to be read again.</summary>
internal readonly record struct LiveEvent(Bubble? Bubble)
{
    public static LiveEvent ReadAgain => default;
}

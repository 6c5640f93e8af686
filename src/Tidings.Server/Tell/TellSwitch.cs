namespace Tidings.Server.Tell;

/// <summary>Whether anybody is subscribed: while nobody is, the flow writes nothing for those outside.</summary>
internal sealed class TellSwitch
{
    volatile bool _on;

    public bool IsOn
    {
        get => _on;
        set => _on = value;
    }
}

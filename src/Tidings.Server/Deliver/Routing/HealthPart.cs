namespace Tidings.Server.Deliver.Routing;

/// <summary>What became of texts in a part of the window.</summary>
internal struct HealthPart
{
    public int Accepted;
    public int Delivered;
    public int Failed;
    /// <summary>From answer to receipt, of all that were delivered.</summary>
    public double Seconds;
}

/// <summary>One country's parts of the window.</summary>
internal sealed class CountryHealth(int parts)
{
    readonly HealthPart[] _parts = new HealthPart[parts];

    public ref HealthPart Of(int part) => ref _parts[part];

    public void Empty(int part) => _parts[part] = default;

    public HealthPart Sum()
    {
        var sum = default(HealthPart);
        foreach (var part in _parts)
        {
            sum.Accepted += part.Accepted;
            sum.Delivered += part.Delivered;
            sum.Failed += part.Failed;
            sum.Seconds += part.Seconds;
        }
        return sum;
    }
}

namespace Tidings.Server.Deliver.Routing;

/// <summary>What became of texts in a part of the window.</summary>
internal struct HealthPart
{
    public int Accepted;
    public int Delivered;
    public int Failed;
    /// <summary>From answer to receipt, of all that were delivered.</summary>
    public double Seconds;
    /// <summary>The same times, by how long they were.</summary>
    public ReceiptTimes Times;
    /// <summary>Texts that the carrier took and named in this part: a receipt can find them.</summary>
    public int Taken;
    /// <summary>Those of them that had a final receipt in time, whenever it came.</summary>
    public int InTime;
}

/// <summary>One country's parts of the window, and of the time before it in which receipts are still awaited.</summary>
internal sealed class CountryHealth(int parts, int late)
{
    readonly HealthPart[] _parts = new HealthPart[parts + late + 1];

    /// <param name="ago">0: the part that lasts.</param>
    public ref HealthPart Of(int now, int ago) => ref _parts[(now - ago + _parts.Length) % _parts.Length];

    public void Empty(int part) => _parts[part] = default;

    public HealthPart Sum(int now)
    {
        var sum = default(HealthPart);
        for (var ago = 0; ago < parts; ago++)
        {
            ref var part = ref Of(now, ago);
            sum.Accepted += part.Accepted;
            sum.Delivered += part.Delivered;
            sum.Failed += part.Failed;
            sum.Seconds += part.Seconds;
            sum.Times.Add(part.Times);
            // All that were taken in these parts are old enough.
            ref var ripe = ref Of(now, ago + late + 1);
            sum.Taken += ripe.Taken;
            sum.InTime += ripe.InTime;
        }
        return sum;
    }
}

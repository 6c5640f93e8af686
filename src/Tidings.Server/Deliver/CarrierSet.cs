namespace Tidings.Server.Deliver;

/// <summary>All carriers of this process, in the order of their names' positions.</summary>
internal sealed class CarrierSet(IReadOnlyList<CarrierDelivery> all) : IAsyncDisposable
{
    public IReadOnlyList<CarrierDelivery> All => all;

    public CarrierDelivery Main => all[0];

    /// <summary>The carrier that has the bind.</summary>
    /// <exception cref="ArgumentException">None of them has.</exception>
    public CarrierDelivery OfBind(string bind) =>
        all.FirstOrDefault(carrier => carrier.Name == Carriers.OfBind(bind)) ?? throw new ArgumentException("No carrier has such a bind.", nameof(bind));

    public async ValueTask DisposeAsync()
    {
        foreach (var carrier in all)
            await carrier.DisposeAsync();
    }
}

using Microsoft.Extensions.Options;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Routing;

/// <summary>Whether some carrier of the configuration makes calls, for whoever must know before a text is decided. Carriers do not change while a node runs.</summary>
internal sealed class CallingCarriers(CarrierNames names, IOptionsMonitor<CarrierOptions> carriers)
{
    readonly Lazy<bool> _any = new(() => names.All.Any(name => carriers.Get(CarrierNames.OptionsName(name)).MakesCalls));

    public bool Any => _any.Value;
}

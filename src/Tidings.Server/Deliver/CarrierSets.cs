using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver;

/// <summary>Makes the carriers of the configuration, and the outbox that they share.</summary>
internal static class CarrierSets
{
    public static Outbox Outbox(IServiceProvider provider)
    {
        var names = provider.GetRequiredService<CarrierNames>().All;
        CarrierOptions[] options = [.. names.Select(name => OptionsOf(provider, name))];
        var time = provider.GetRequiredService<TimeProvider>();
        return new(
            options[0].Queue, names.Zip(options).SelectMany(static one => Enumerable.Range(0, one.Second.Binds).Select(number => Deliver.Carriers.Bind(one.First, number))),
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<DeliverMetrics>(), time, provider.GetRequiredService<ILogger<Outbox>>(),
            Routers.Of(names, options, provider.GetRequiredService<IOptions<RoutingOptions>>().Value, time));
    }

    public static CarrierSet Carriers(IServiceProvider provider) => new([.. provider.GetRequiredService<CarrierNames>().All
        .Select((name, index) => ActivatorUtilities.CreateInstance<CarrierDelivery>(provider, name, index, OptionsOf(provider, name), new CarrierGate()))]);

    static CarrierOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<CarrierOptions>>().Get(CarrierNames.OptionsName(name));
}

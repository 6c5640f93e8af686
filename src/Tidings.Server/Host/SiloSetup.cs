using Orleans.Configuration;

namespace Tidings.Server.Host;

/// <summary>Orleans decides where partitions and binds live; with one node that is always here.</summary>
internal static class SiloSetup
{
    public static void UseSilo(this WebApplicationBuilder builder, NodeOptions options) =>
        builder.UseOrleans(silo =>
        {
            var port = options.SiloPort == 0 ? LoopbackPorts.Free() : options.SiloPort;
            silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoints => endpoints.GatewayPort = 0);
            // Room for a million grains otherwise, and there are a few hundred: 18 MB.
            silo.Configure<GrainDirectoryOptions>(static directory => directory.CacheSize = 4096);
            // Partitions and binds live as long as they are pulsed; a long turn under load is no error.
            silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = TimeSpan.FromMinutes(2));
        });
}

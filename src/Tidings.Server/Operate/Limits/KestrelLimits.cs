using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Operate.Limits;

/// <summary>The limits that the web server itself keeps, before any of our code sees a request.</summary>
internal sealed class KestrelLimits(IOptions<LimitsOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public void Configure(KestrelServerOptions kestrel)
    {
        var (set, limits) = (options.Value, kestrel.Limits);
        kestrel.AddServerHeader = false;
        limits.MaxConcurrentConnections = limits.MaxConcurrentUpgradedConnections = set.Connections;
        limits.MaxRequestHeadersTotalSize = set.HeaderBytes;
        limits.MaxRequestHeaderCount = set.Headers;
        limits.MaxRequestLineSize = set.RequestLineBytes;
        limits.MaxRequestBodySize = set.BodyBytes;
        limits.RequestHeadersTimeout = set.HeadersWithin;
        limits.KeepAliveTimeout = set.KeepAlive;
        limits.Http2.MaxStreamsPerConnection = set.StreamsPerConnection;
        // What has come of a body is held in memory: who sends it drop by drop must not hold it for hours.
        limits.MinRequestBodyDataRate = new(set.BodyBytesPerSecond, Grace);
        if (set.ConnectionsPerAddress > 0)
        {
            var byAddress = new ConnectionsByAddress(set.ConnectionsPerAddress);
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(byAddress.Around));
        }
    }
}

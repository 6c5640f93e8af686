using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Http;

/// <summary>Connections as a node makes them to one carrier, without the container around them.</summary>
internal sealed class Connections(CarrierOptions options) : IHttpClientFactory
{
    readonly HttpMessageHandler _handler = CarrierHandlers.Handler(options, new(options.Tls, TimeProvider.System, NullLogger.Instance));

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}

using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Host;

/// <summary>
/// Ends the start of a node that would speak plain HTTP to others: keys, numbers and texts would cross the network for everybody to read. What the server has bound counts, however it was configured.
/// </summary>
internal sealed class PlainHttpCheck(IServer server, IOptions<TlsOptions> tls, IHostEnvironment environment) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (environment.IsProduction() && !tls.Value.PlainHttp && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(IsOpen) is { } open)
            throw new OptionsValidationException(TlsOptions.Section, typeof(TlsOptions),
            [
                $"The API would speak plain HTTP on {open}, beyond this machine. Give an https:// address and Tls:CertificateFile, or http://127.0.0.1; behind a proxy that ends TLS, Tls:PlainHttp=true.",
            ]);
        return Task.CompletedTask;
    }

    internal static bool IsOpen(string address)
    {
        var bound = BindingAddress.Parse(address);
        return bound.Scheme == Uri.UriSchemeHttp && !bound.IsUnixPipe && !bound.IsNamedPipe && bound.Host != "localhost"
            && !(IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

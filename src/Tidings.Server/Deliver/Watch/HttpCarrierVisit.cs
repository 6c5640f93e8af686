using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Watch;

/// <summary>Asks an HTTP carrier's server for nothing in particular: whether it is there and shows a certificate that is trusted. No text is sent, and credentials are not tried: there is no request that does only that.</summary>
internal static class HttpCarrierVisit
{
    public static async Task<CarrierFinding> Make(string name, CarrierOptions options, TimeProvider time, CancellationToken cancel)
    {
        var trust = new CarrierTrust(options.Tls, time, NullLogger.Instance);
        using var client = new HttpClient(CarrierHandlers.Handler(options, trust)) { Timeout = options.ResponseTimeout };
        // The dialects know their servers; this request is made to be looked at, and only its address is used.
        using var like = HttpDialects.Of(name, options, time)!.Request(new(default, "", "", "", 1, static () => false));
        var url = new Uri(like.RequestUri!, "/");
        var began = time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, url);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var found = $"{options.Kind} answered in {time.GetElapsedTime(began).TotalMilliseconds:0} ms{(url.Scheme == Uri.UriSchemeHttps ? ", with TLS" : ", in clear")}; credentials are first tried by a text";
            return CarrierDoctor.Certificates(name, found, trust, time);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return new(name, "no TLS", false, "Look at the certificate, its name, and the pins (docs/carrier.md, Certificates).");
        }
        catch (HttpRequestException failure)
        {
            return new(name, $"no answer: {failure.HttpRequestError}", false, "Look at Http:Url, the firewall, and whether the carrier is there.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(name, "no answer in time", false, "Look at Http:Url, the firewall, and whether the carrier is there.");
        }
    }
}

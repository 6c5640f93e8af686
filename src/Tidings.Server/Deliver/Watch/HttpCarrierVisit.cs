using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Watch;

/// <summary>Asks an HTTP carrier's server for nothing in particular: whether it is there and shows a certificate that is trusted; then, where it has a request that sends nothing, whether it knows us. No text is sent.</summary>
internal static class HttpCarrierVisit
{
    public static async Task<CarrierFinding> Make(string name, CarrierOptions options, TimeProvider time, CancellationToken cancel)
    {
        var trust = new CarrierTrust(options.Tls, time, NullLogger.Instance);
        using var client = new HttpClient(CarrierHandlers.Handler(options, trust)) { Timeout = options.ResponseTimeout };
        // The dialects know their servers; this request is made to be looked at, and only its address is used.
        var dialect = HttpDialects.Of(name, options, time)!;
        using var like = dialect.Request(new(default, "", "", "", 1, static () => false));
        var url = new Uri(like.RequestUri!, "/");
        var began = time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, url);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var found = $"{options.Kind} answered in {time.GetElapsedTime(began).TotalMilliseconds:0} ms{(url.Scheme == Uri.UriSchemeHttps ? ", with TLS" : ", in clear")}{(options.MakesCalls ? ", and makes calls" : "")}";
            return await Credentials(dialect, client, cancel) switch
            {
                true => CarrierDoctor.Certificates(name, $"{found}; it knows the credentials", trust, time),
                null => CarrierDoctor.Certificates(name, $"{found}; credentials are first tried by a text", trust, time),
                false => new(name, $"{found}; credentials refused", false, "Compare Http:Account, Http:Secret or Http:SecretFile (Http: Http:Headers) with what the carrier gave you, and ask whether the account is open and lets this address in."),
            };
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
    /// <summary>Null: nothing that it says tells.</summary>
    static async Task<bool?> Credentials(IHttpDialect dialect, HttpClient client, CancellationToken cancel)
    {
        using var probe = dialect.Probe();
        if (probe is null)
            return null;
        try
        {
            using var answer = await client.SendAsync(probe, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.IsSuccessStatusCode ? true : answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? false : null;
        }
        // It may be another host's to say, which pins of the first do not fit.
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}

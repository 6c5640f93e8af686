using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Tell.Send;

/// <summary>Makes one attempt. No redirect is followed, no cookie kept, no proxy asked; of the answer only its status is read.</summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>Receivers tell by their answer's status alone; a little of what else they send is read, so that the connection can be used again.</summary>
    const int MostOfAnswer = 16 << 10;

    readonly HttpClient _http;
    readonly TimeSpan _timeout;
    readonly TimeProvider _time;
    readonly bool _plain;

    public WebhookSender(AddressGuard guard, IOptions<TellOptions> options, IHostEnvironment environment, TimeProvider time, NameResolver? names = null)
    {
        (_timeout, _time, _plain) = (options.Value.Timeout, time, environment.IsDevelopment());
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = MostOfAnswer, ResponseDrainTimeout = TimeSpan.FromSeconds(1), ConnectTimeout = _timeout, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = new GuardedConnect(guard, (names ?? NameResolver.OfSystem).Resolve).Connect,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Whether webhooks may go to an address of this form at all.</summary>
    public bool Takes(Uri url) => url.Scheme == Uri.UriSchemeHttps || (_plain && url.Scheme == Uri.UriSchemeHttp);

    /// <returns>Null: taken. Otherwise why not, for machines.</returns>
    public async Task<string?> Send(Uri url, IEnumerable<byte[]> secrets, Letter letter, CancellationToken cancel)
    {
        if (!Takes(url))
            return "not-https";
        using var patience = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        using var request = Request(url, secrets, letter);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"status-{(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "timeout";
        }
        catch (HttpRequestException failure)
        {
            return Word(failure);
        }
    }

    HttpRequestMessage Request(Uri url, IEnumerable<byte[]> secrets, Letter letter)
    {
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        var content = new ByteArrayContent(letter.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.UserAgent.Add(new("tidings", null));
        request.Headers.Add(WebhookSignature.Id, letter.Id);
        request.Headers.Add(WebhookSignature.Timestamp, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.Signature, WebhookSignature.Of(letter.Id, seconds, letter.Body, secrets));
        return request;
    }

    /// <summary>Never the failure's own words, which name hosts.</summary>
    static string Word(HttpRequestException failure) => failure.InnerException switch
    {
        AddressRefusedException => "address-refused",
        AuthenticationException => "tls",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "no-such-host",
        SocketException => "no-connection",
        _ => "broken-answer",
    };

    public void Dispose() => _http.Dispose();
}

/// <summary>Names to addresses. A test puts its own in the place of the system's.</summary>
internal sealed record NameResolver(Func<string, CancellationToken, Task<IPAddress[]>> Resolve)
{
    public static NameResolver OfSystem { get; } = new(Dns.GetHostAddressesAsync);
}

using System.Net;

namespace Tidings.Security.Keys.Providers.Vault;

/// <summary>Requests with a token, repeated a few times where that is safe, and answers sorted into what came, what is away and what is refused.</summary>
internal sealed class VaultClient : IDisposable
{
    const int Tries = 3;
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(2);

    readonly VaultHttp _http;
    readonly IVaultTokens _tokens;
    readonly TimeProvider _time;

    public VaultClient(VaultTransitOptions options, TimeProvider time)
    {
        _http = new(options);
        _tokens = options.TokenFile is { } file ? new FileTokens(file) : new AppRoleTokens(_http, options, time);
        _time = time;
    }

    /// <param name="method">GET or POST.</param>
    /// <param name="path">What follows /v1/.</param>
    /// <param name="body">JSON; empty: none.</param>
    /// <param name="repeatable">Whether the request may be sent again when nobody knows if it was carried out.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The body, which the caller zeroes where it holds a key.</returns>
    public async Task<byte[]> Send(HttpMethod method, string path, ReadOnlyMemory<byte> body, bool repeatable, CancellationToken cancel)
    {
        var otherToken = false;
        for (var attempt = 1; ; attempt++)
        {
            KeyProviderUnavailableException failure;
            TimeSpan? wait = null;
            try
            {
                var token = await _tokens.Get(cancel).ConfigureAwait(false);
                var answer = await _http.Send(method, path, token, body, cancel).ConfigureAwait(false);
                if (answer.IsSuccess)
                    return answer.Body;
                if (answer.Status == HttpStatusCode.Forbidden && !otherToken)
                {
                    // The token may have ended a moment ago: another one is tried, once. What is forbidden was not carried out.
                    otherToken = true;
                    _tokens.Forget(token);
                    continue;
                }
                if (!answer.IsForNow)
                    throw new KeyRefusedException($"Vault refuses the request ({answer}).");
                failure = new($"Vault cannot answer now ({answer}).");
                wait = answer.RetryAfter;
                // Throttled, or sealed: not carried out in either case.
                if (!repeatable && (int)answer.Status is not (429 or 503))
                    throw failure;
            }
            catch (HttpRequestException e)
            {
                failure = new($"Vault cannot be reached ({e.HttpRequestError}).");
                if (!repeatable && e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError))
                    throw failure;
            }
            if (attempt == Tries)
                throw failure;
            await Task.Delay(wait is { } asked && asked < LongestPause ? asked : FirstPause * attempt, _time, cancel).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        (_tokens as IDisposable)?.Dispose();
        _http.Dispose();
    }
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Tidings.Security.Keys.Providers.Vault;

/// <summary>One request and its answer, without tokens kept or repetitions.</summary>
internal sealed class VaultHttp : IDisposable
{
    const int MostBytes = 64 * 1024;
    readonly HttpClient _http;
    readonly string? _namespace;

    public VaultHttp(VaultTransitOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            // A standby node may send to the active one (307).
            MaxAutomaticRedirections = 2,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.CaFile is { } file)
            handler.SslOptions.CertificateChainPolicy = Trusting(file);
        _http = new(handler) { BaseAddress = new Uri(options.Address), Timeout = Timeout.InfiniteTimeSpan };
        _namespace = options.Namespace;
    }

    /// <param name="method">GET or POST.</param>
    /// <param name="path">What follows /v1/.</param>
    /// <param name="token">The token; null for a login.</param>
    /// <param name="body">JSON; empty: none.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public async Task<VaultAnswer> Send(HttpMethod method, string path, string? token, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, $"v1/{path}");
        request.Headers.Add("X-Vault-Request", "true");
        if (token is not null)
            request.Headers.Add("X-Vault-Token", token);
        if (_namespace is not null)
            request.Headers.Add("X-Vault-Namespace", _namespace);
        if (!body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        return new(response.StatusCode, response.Headers.RetryAfter?.Delta, await Read(response.Content, cancel).ConfigureAwait(false));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Into one array of ours, which can be zeroed.</summary>
    static async Task<byte[]> Read(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var bytes = new byte[MostBytes];
        try
        {
            var length = await stream.ReadAtLeastAsync(bytes, MostBytes, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            return length < MostBytes ? bytes[..length] : throw new HttpRequestException("The answer is too long.");
        }
        catch (IOException e)
        {
            throw new HttpRequestException("The connection was cut.", e);
        }
        finally
        {
            Array.Clear(bytes);
        }
    }

    static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Private authorities seldom publish revocation; the chain and the name are checked.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}

/// <summary>What was answered. The body may hold a key in clear: whoever reads it zeroes it.</summary>
internal sealed record VaultAnswer(HttpStatusCode Status, TimeSpan? RetryAfter, byte[] Body)
{
    public bool IsSuccess => Status is HttpStatusCode.OK or HttpStatusCode.NoContent;

    /// <summary>Sealed, in maintenance, throttled, or a node that is not the active one: the same request may succeed later.</summary>
    public bool IsForNow => (int)Status is 408 or 412 or 429 or 472 or 473 or >= 500;

    public override string ToString() => $"{(int)Status}";

    /// <summary>What the body says, read from it.</summary>
    /// <exception cref="KeyProviderUnavailableException">It is not what Vault says.</exception>
    public static T Read<T>(byte[] body, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new KeyProviderUnavailableException("What answers in Vault's place does not speak as Vault does.");
        }
    }
}

using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// The issuer's public keys, found by discovery and kept. A token that names an unknown key makes them be read again, at most every <see cref="Pause"/>, so that strangers with made-up
/// key names cannot make this server call the issuer at their pace. While the issuer is silent, the keys that are known go on.
/// </summary>
internal sealed class IssuerKeys(IOptions<AccessOptions> options, TimeProvider clock, ILogger<IssuerKeys> log) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // Whoever can answer for an address of the issuer's could send this server anywhere.
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1 << 20 };
    readonly SemaphoreSlim _reading = new(1);
    IReadOnlyList<SecurityKey> _keys = [];
    DateTimeOffset _read = DateTimeOffset.MinValue, _tried = DateTimeOffset.MinValue;

    /// <summary>The keys with this name, or all where a token names none.</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> For(string? name, CancellationToken cancel)
    {
        if (Named(name) is { Count: > 0 } known && clock.GetUtcNow() - _read < Lifetime)
            return known;
        await _reading.WaitAsync(cancel);
        try
        {
            if ((Named(name).Count == 0 || clock.GetUtcNow() - _read >= Lifetime) && clock.GetUtcNow() - _tried >= Pause)
                await Read(cancel);
            return Named(name);
        }
        finally
        {
            _reading.Release();
        }
    }

    IReadOnlyList<SecurityKey> Named(string? name) => name is null ? _keys : [.. _keys.Where(key => key.KeyId == name)];

    async Task Read(CancellationToken cancel)
    {
        _tried = clock.GetUtcNow();
        try
        {
            var issuer = options.Value.Oidc.Issuer!;
            var retriever = new HttpDocumentRetriever(_http) { RequireHttps = !new Uri(issuer).IsLoopback };
            var found = await OpenIdConnectConfigurationRetriever.GetAsync($"{issuer.TrimEnd('/')}/.well-known/openid-configuration", retriever, cancel);
            // Discovery §4.3: whoever speaks for another issuer is not believed.
            if (found.Issuer == issuer)
                (_keys, _read) = ([.. found.SigningKeys], _tried);
            else
                OperateLog.IssuerNotRead(log, "other issuer");
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            OperateLog.IssuerNotRead(log, failure.GetType().FullName);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _reading.Dispose();
    }
}

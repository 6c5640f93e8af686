using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tidings.Server.Tests.Operate.Access;

/// <summary>An issuer of tokens on loopback: discovery and keys over HTTP, tokens put together here, right or wrong as a test wants them.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    readonly WebApplication _app;
    RSA _key = RSA.Create(2048);
    string _kid = "k1";
    int _keyReads;

    Issuer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();
    public int KeyReads => Volatile.Read(ref _keyReads);
    public string? OtherIssuer { get; set; }
    /// <summary>Discovery is answered with the address where it is to be had.</summary>
    public string? MovedTo { get; set; }

    public static async Task<Issuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var issuer = new Issuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", 
            () => issuer.MovedTo is { } elsewhere ? Results.Redirect(elsewhere) : Results.Ok(new { issuer = issuer.OtherIssuer ?? issuer.Address, jwks_uri = $"{issuer.Address}/keys" }));
        issuer._app.MapGet("/moved", () => new { issuer = issuer.Address, jwks_uri = $"{issuer.Address}/keys" });
        issuer._app.MapGet("/keys", issuer.Keys);
        await issuer._app.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    object Keys()
    {
        Interlocked.Increment(ref _keyReads);
        var numbers = _key.ExportParameters(false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", kid = _kid, n = Base64Url.EncodeToString(numbers.Modulus), e = Base64Url.EncodeToString(numbers.Exponent) } } };
    }

    public void Rotate()
    {
        _key.Dispose();
        (_key, _kid) = (RSA.Create(2048), _kid + "+");
    }

    /// <summary>What a usual token says, for now and an hour on.</summary>
    public JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = Address, ["aud"] = "tidings", ["sub"] = "core-banking", ["scope"] = "openid events:write templates:read",
        ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
    };

    public string Sign(JsonObject claims, string algorithm = "RS256", string? kid = null, string? type = "at+jwt")
    {
        var header = JsonSerializer.Serialize(new { alg = algorithm, typ = type, kid = kid ?? _kid });
        var said = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var bytes = Encoding.UTF8.GetBytes(said);
        byte[] signature = algorithm switch
        {
            "RS256" => _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS384" => _key.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "PS256" => _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            // The old trick: the public key, which everybody has, as the secret of an HMAC.
            "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), bytes),
            _ => [],
        };
        return $"{said}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}

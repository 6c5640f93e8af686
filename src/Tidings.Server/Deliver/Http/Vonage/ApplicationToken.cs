using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tidings.Server.Deliver.Http.Vonage;

/// <summary>Who an application is to Vonage (https://developer.vonage.com/en/getting-started/concepts/authentication): a JWT (RFC 7519) with RS256 under its private key.</summary>
internal static class ApplicationToken
{
    /// <summary>It is made for one request.</summary>
    static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    static readonly string Head = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    /// <exception cref="ArgumentException">It is no key in PEM.</exception>
    /// <exception cref="CryptographicException">It is no key of RSA.</exception>
    public static string Of(string application, string pem, DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["application_id"] = application, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = (now + GoodFor).ToUnixTimeSeconds(), ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        };
        var signed = $"{Head}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}

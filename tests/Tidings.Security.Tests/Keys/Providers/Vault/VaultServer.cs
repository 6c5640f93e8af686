using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tidings.Security.Tests.Keys.Providers.Vault;

/// <summary>
/// What the documentation says of Vault's and OpenBao's HTTP API, as far as the transit engine, tokens and AppRole go: paths, bodies, statuses and errors. It
/// encrypts in earnest.
/// </summary>
internal sealed class VaultServer
{
    readonly List<byte[]> _versions = [RandomNumberGenerator.GetBytes(32)];

    public HashSet<string> Tokens { get; } = ["hvs.first"];
    public string? Namespace { get; set; }
    public bool Derived { get; init; }
    public string KeyType { get; set; } = "aes256-gcm96";
    public string RoleId { get; } = "role-1";
    public string SecretId { get; set; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
    public long LeaseSeconds { get; set; } = 3600;
    public List<string> Seen { get; } = [];

    public async Task Answer(HttpContext context)
    {
        var body = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        var (status, answer) = Answer(context.Request, body);
        context.Response.StatusCode = status;
        if (answer is not null)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
    }

    public static RequestDelegate Fails(int status, string error) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { errors = new[] { error } }));
    };

    (int Status, JsonNode? Body) Answer(HttpRequest request, JsonNode? body)
    {
        lock (_versions)
        {
            var path = request.Path.Value!;
            Seen.Add($"{request.Method} {path}");
            if (request.Headers["X-Vault-Namespace"].FirstOrDefault() != Namespace)
                return Error(404, $"no handler for route \"{path}\". route entry not found.");
            if (path == "/v1/auth/approle/login")
                return Login(body!);
            var token = request.Headers["X-Vault-Token"].FirstOrDefault();
            if (token is null || !Tokens.Contains(token))
                return Error(403, "permission denied");
            return (request.Method, path) switch
            {
                ("POST", "/v1/auth/token/renew-self") => (200, Auth(token)),
                ("GET", "/v1/transit/keys/tidings") => (200, Key()),
                ("POST", "/v1/transit/keys/tidings/rotate") => Rotate(),
                ("POST", "/v1/transit/encrypt/tidings") => Encrypt(body!),
                ("POST", "/v1/transit/decrypt/tidings") => Decrypt(body!),
                _ => Error(404, $"no handler for route \"{path}\". route entry not found."),
            };
        }
    }

    (int, JsonNode?) Login(JsonNode body)
    {
        if (body["role_id"]?.GetValue<string>() != RoleId || body["secret_id"]?.GetValue<string>() != SecretId)
            return Error(400, "invalid role or secret ID");
        var token = "hvs." + Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        Tokens.Add(token);
        return (200, Auth(token));
    }

    JsonNode Auth(string token) => new JsonObject
    {
        ["auth"] = new JsonObject { ["client_token"] = token, ["lease_duration"] = LeaseSeconds, ["renewable"] = true, ["policies"] = new JsonArray("tidings") },
    };

    JsonNode Key() => new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["type"] = KeyType, ["derived"] = Derived, ["name"] = "tidings", ["latest_version"] = _versions.Count, ["min_decryption_version"] = 1,
            ["keys"] = new JsonObject(_versions.Select(static (_, i) => KeyValuePair.Create($"{i + 1}", (JsonNode?)1442851412))),
        },
    };

    (int, JsonNode?) Rotate()
    {
        _versions.Add(RandomNumberGenerator.GetBytes(32));
        return (204, null);
    }

    (int, JsonNode?) Encrypt(JsonNode body)
    {
        if (Derived && body["context"] is null)
            return Error(400, "missing 'context' for key derivation; the key was created using a derived key, which means additional, per-request information must be included");
        using var cipher = new AesGcm(Derive(_versions[^1], body), 16);
        var plain = body["plaintext"]!.GetValue<string>();
        var bytes = Convert.FromBase64String(plain);
        var sealed_ = new byte[12 + bytes.Length + 16];
        RandomNumberGenerator.Fill(sealed_.AsSpan(0, 12));
        cipher.Encrypt(sealed_.AsSpan(0, 12), bytes, sealed_.AsSpan(12, bytes.Length), sealed_.AsSpan(12 + bytes.Length), Associated(body));
        return (200, Data("ciphertext", $"vault:v{_versions.Count}:{Convert.ToBase64String(sealed_)}"));
    }

    (int, JsonNode?) Decrypt(JsonNode body)
    {
        var parts = body["ciphertext"]!.GetValue<string>().Split(':');
        if (parts.Length != 3 || parts[0] != "vault" || !parts[1].StartsWith('v') || !int.TryParse(parts[1][1..], out var version))
            return Error(400, "invalid ciphertext: no prefix");
        if (version > _versions.Count || version < 1)
            return Error(400, "invalid ciphertext: version is too new");
        try
        {
            var bytes = Convert.FromBase64String(parts[2]);
            if (bytes.Length < 28)
                return Error(400, "invalid ciphertext: too short");
            using var cipher = new AesGcm(Derive(_versions[version - 1], body), 16);
            var plain = new byte[bytes.Length - 28];
            cipher.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plain.Length), bytes.AsSpan(12 + plain.Length), plain, Associated(body));
            return (200, Data("plaintext", Convert.ToBase64String(plain)));
        }
        catch (FormatException)
        {
            return Error(400, "invalid ciphertext: could not decode base64");
        }
        catch (AuthenticationTagMismatchException)
        {
            return Error(400, "cipher: message authentication failed");
        }
    }

    byte[] Derive(byte[] key, JsonNode body) =>
        Derived ? HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Convert.FromBase64String(body["context"]?.GetValue<string>() ?? "")) : key;

    static byte[] Associated(JsonNode body) => Convert.FromBase64String(body["associated_data"]?.GetValue<string>() ?? "");

    static JsonNode Data(string name, string value) => new JsonObject { ["data"] = new JsonObject { [name] = value } };

    static (int, JsonNode?) Error(int status, string error) => (status, new JsonObject { ["errors"] = new JsonArray(error) });
}

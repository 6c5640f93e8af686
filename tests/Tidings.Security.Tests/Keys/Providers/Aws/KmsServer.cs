using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Tidings.Security.Tests.Keys.Providers.Aws;

/// <summary>What the API reference says of AWS KMS over JSON 1.1: targets, members, errors. It encrypts in earnest, and wants to see a Signature Version 4.</summary>
internal sealed partial class KmsServer
{
    public const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    readonly List<byte[]> _materials = [RandomNumberGenerator.GetBytes(32)];

    public string Arn { get; } = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public bool Enabled { get; set; } = true;
    public string Spec { get; set; } = "SYMMETRIC_DEFAULT";

    /// <summary>How often the key is described as before after a rotation on demand was asked for.</summary>
    public int RotationTakes { get; set; } = 1;

    public List<string> Seen { get; } = [];

    public async Task Answer(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var (status, answer) = Answer(context.Request, body);
        await Write(context, status, answer);
    }

    public static RequestDelegate Fails(int status, string type) => context => Write(context, status, Error(type));

    static async Task Write(HttpContext context, int status, JsonNode answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    (int, JsonNode) Answer(HttpRequest request, JsonNode body)
    {
        lock (_materials)
        {
            if (request.Method != "POST" || request.Path != "/" || request.ContentType != "application/x-amz-json-1.1")
                return (400, Error("UnknownOperationException"));
            var signature = Signature().Match(request.Headers.Authorization.ToString());
            if (!signature.Success || !request.Headers.ContainsKey("X-Amz-Date"))
                return (400, Error("MissingAuthenticationTokenException"));
            if (signature.Groups["id"].Value != AccessKey)
                return (400, Error("UnrecognizedClientException"));
            var target = request.Headers["X-Amz-Target"].ToString();
            Seen.Add(target);
            if (body["KeyId"]?.GetValue<string>() is { } id && id != Arn && id != "alias/tidings" && !Arn.EndsWith("/" + id, StringComparison.Ordinal))
                return (400, Error(target == "TrentService.Decrypt" ? "IncorrectKeyException" : "NotFoundException"));
            if (!Enabled && target != "TrentService.DescribeKey")
                return (400, Error("DisabledException"));
            return target switch
            {
                "TrentService.DescribeKey" => (200, Describe()),
                "TrentService.Encrypt" => (200, Encrypt(body)),
                "TrentService.Decrypt" => Decrypt(body),
                "TrentService.RotateKeyOnDemand" => (200, Rotate()),
                _ => (400, Error("UnknownOperationException")),
            };
        }
    }

    JsonNode Describe()
    {
        var pending = _pending > 0 && _pending-- > 0;
        return new JsonObject
        {
            ["KeyMetadata"] = new JsonObject
            {
                ["Arn"] = Arn, ["KeyId"] = Arn.Split('/')[1], ["Enabled"] = Enabled, ["KeyState"] = Enabled ? "Enabled" : "Disabled", ["KeySpec"] = Spec,
                ["KeyUsage"] = "ENCRYPT_DECRYPT", ["Origin"] = "AWS_KMS", ["CurrentKeyMaterialId"] = MaterialId(_materials.Count - (pending ? 2 : 1)),
            },
        };
    }

    int _pending;

    JsonNode Rotate()
    {
        _materials.Add(RandomNumberGenerator.GetBytes(32));
        _pending = RotationTakes;
        return new JsonObject { ["KeyId"] = Arn };
    }

    JsonNode Encrypt(JsonNode body)
    {
        var plain = Convert.FromBase64String(body["Plaintext"]!.GetValue<string>());
        var blob = new byte[1 + 12 + plain.Length + 16];
        blob[0] = (byte)(_materials.Count - 1);
        RandomNumberGenerator.Fill(blob.AsSpan(1, 12));
        using var cipher = new AesGcm(_materials[^1], 16);
        cipher.Encrypt(blob.AsSpan(1, 12), plain, blob.AsSpan(13, plain.Length), blob.AsSpan(13 + plain.Length), Context(body));
        return new JsonObject { ["CiphertextBlob"] = Convert.ToBase64String(blob), ["KeyId"] = Arn, ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT" };
    }

    (int, JsonNode) Decrypt(JsonNode body)
    {
        var blob = Convert.FromBase64String(body["CiphertextBlob"]!.GetValue<string>());
        if (blob.Length < 29 || blob[0] >= _materials.Count)
            return (400, Error("InvalidCiphertextException"));
        try
        {
            using var cipher = new AesGcm(_materials[blob[0]], 16);
            var plain = new byte[blob.Length - 29];
            cipher.Decrypt(blob.AsSpan(1, 12), blob.AsSpan(13, plain.Length), blob.AsSpan(13 + plain.Length), plain, Context(body));
            return (200, new JsonObject { ["Plaintext"] = Convert.ToBase64String(plain), ["KeyId"] = Arn, ["KeyMaterialId"] = MaterialId(blob[0]) });
        }
        catch (AuthenticationTagMismatchException)
        {
            return (400, Error("InvalidCiphertextException"));
        }
    }

    static byte[] Context(JsonNode body) => Encoding.UTF8.GetBytes(body["EncryptionContext"]?.ToJsonString() ?? "");

    string MaterialId(int number) => Convert.ToHexStringLower(SHA256.HashData(_materials[number]));

    static JsonNode Error(string type) => new JsonObject { ["__type"] = type, ["message"] = "No." };

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<id>[A-Z0-9]+)/[0-9]{8}/eu-central-1/kms/aws4_request, ?SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target[a-z0-9;-]*, ?Signature=[0-9a-f]{64}$")]
    private static partial Regex Signature();
}

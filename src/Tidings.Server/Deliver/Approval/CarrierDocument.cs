using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Approval;

/// <summary>
/// A carrier's settings as whoever approves them sees them, and as they are compared: every option that does not stand at its default, in JSON with its names in order, so that equal settings are equal
/// bytes and a version that adds an option asks nobody anew. What a secret is stands in it as a keyed hash; of certificates stands their fingerprint.
/// </summary>
internal static class CarrierDocument
{
    const int HashBytes = 16;

    /// <summary>What is always in it of a carrier of SMPP, at its default too: whoever approves asks for it first.</summary>
    static readonly string[] AlwaysOfSmpp = [nameof(CarrierOptions.Host), nameof(CarrierOptions.Port), nameof(CarrierOptions.SystemId)];

    /// <param name="key">The installation's, for this alone: nobody without it tries secrets against the hashes.</param>
    /// <exception cref="IOException">A file that the options name cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    /// <exception cref="CryptographicException">A certificate is none.</exception>
    public static byte[] Of(string name, CarrierOptions options, byte[] key)
    {
        var hashes = new Hashes(name, key);
        var written = Options(options, new CarrierOptions(), "", hashes);
        written["name"] = name;
        written["kind"] = options.Kind.ToString();
        if (options.Kind == CarrierKind.Smpp)
        {
            foreach (var always in AlwaysOfSmpp)
                written[Named(always)] = Value(typeof(CarrierOptions).GetProperty(always)!.GetValue(options), always, hashes);
        }
        if (written["tls"] is JsonObject tls)
        {
            if (options.Tls.CertificateFile is { } certificate)
                tls["certificateSha256"] = Fingerprint(certificate);
            if (options.Tls.CaFile is { } authorities)
                tls["caSha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(authorities)));
        }
        if (options.Http.Voice.PrivateKeyFile is { } voiceKey && written["http"]?["voice"] is JsonObject voice)
            voice["privateKey"] = hashes.Of("Http:Voice:PrivateKey", File.ReadAllText(voiceKey));
        return Encoding.UTF8.GetBytes(Ordered(written).ToJsonString());
    }

    static JsonObject Options(object options, object usual, string at, Hashes hashes)
    {
        var written = new JsonObject();
        foreach (var option in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static option => option is { CanRead: true, CanWrite: true }))
        {
            var (value, ordinary, path) = (option.GetValue(options), option.GetValue(usual), $"{at}{option.Name}");
            if (value is not null && ordinary is not null && IsSection(option.PropertyType))
            {
                if (Options(value, ordinary, $"{path}:", hashes) is { Count: > 0 } section)
                    written[Named(option.Name)] = section;
                continue;
            }
            var secret = option.IsDefined(typeof(SecretAttribute));
            if (secret && options.GetType().GetProperty($"{option.Name}File")?.GetValue(options) is string file)
                value = File.ReadLines(file).FirstOrDefault() ?? "";
            if (JsonNode.DeepEquals(Value(value, path, hashes), Value(ordinary, path, hashes)))
                continue;
            written[Named(option.Name)] = secret ? Hashed(value, path, hashes) : Value(value, path, hashes);
        }
        return written;
    }

    static bool IsSection(Type type) => type is { IsClass: true, IsArray: false } && type != typeof(string) && !type.IsAssignableTo(typeof(IEnumerable));

    static JsonNode? Hashed(object? value, string path, Hashes hashes) => value switch
    {
        null => null,
        IDictionary all => Object(all, (name, one) => hashes.Of($"{path}:{name}", Text(one))),
        _ => hashes.Of(path, Text(value)),
    };

    static JsonNode? Value(object? value, string path, Hashes hashes) => value switch
    {
        null => null,
        bool yes => JsonValue.Create(yes),
        string text => JsonValue.Create(WithoutQuery(text, path, hashes)),
        Enum or TimeSpan => JsonValue.Create(Text(value)),
        IDictionary all => Object(all, (name, one) => Value(one, $"{path}:{name}", hashes)),
        IEnumerable all => new JsonArray([.. all.Cast<object?>().Select(one => Value(one, path, hashes))]),
        _ => JsonNode.Parse(JsonSerializer.Serialize(value, value.GetType())),
    };

    /// <summary>An address can hold a secret behind its question mark.</summary>
    static string WithoutQuery(string text, string path, Hashes hashes) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? $"{text[..(at + 1)]}{hashes.Of(path, text[at..])}" : text;

    static JsonObject Object(IDictionary all, Func<string, object?, JsonNode?> value)
    {
        var written = new JsonObject();
        foreach (DictionaryEntry one in all)
            written[Text(one.Key)] = value(Text(one.Key), one.Value);
        return written;
    }

    static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    static string Named(string option) => JsonNamingPolicy.CamelCase.ConvertName(option);

    /// <summary>As <c>openssl x509 -fingerprint -sha256</c> shows it, without colons.</summary>
    static string Fingerprint(string file)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        return certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
    }

    static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject some => Ordered(some),
        JsonArray some => new JsonArray([.. some.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    static JsonObject Ordered(JsonObject some) =>
        new([.. some.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => KeyValuePair.Create(one.Key, Ordered(one.Value)))]);

    sealed class Hashes(string carrier, byte[] key)
    {
        /// <summary>One secret has another hash at each place, so that the same one twice does not show.</summary>
        public string Of(string path, string secret) =>
            $"keyed:{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{carrier}\0{path}\0{secret}")).AsSpan(0, HashBytes))}";
    }
}

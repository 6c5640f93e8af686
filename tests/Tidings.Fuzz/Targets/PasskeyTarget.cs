using System.Buffers.Text;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Security.Access.Passkeys;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// What a browser sends of a passkey, to register one and to sign in: JSON, with client data in JSON and an authenticator's CBOR inside in base64. The library's refusals are the only sight of where it has been:
/// the place of each is noted as it is thrown. Not its sentence, which repeats what was sent.
/// </summary>
internal sealed class PasskeyTarget : FuzzTarget
{
    static readonly byte[] Challenge = new byte[57], Handle = new byte[16];
    static readonly WebAuthn Library = new(new("localhost", "Tidings", ["https://localhost"], TimeSpan.FromMinutes(5)));

    public override string Name => "passkeys";
    public override int Longest => 8192;
    public override long MayAllocate(int octets) => 1024 * 1024 + 2048L * octets;

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[] { "id", "rawId", "type", "public-key", "response", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle", "clientExtensionResults", "challenge", "origin", "webauthn.create", "webauthn.get" }
            .Select(static word => Encoding.UTF8.GetBytes($"\"{word}\"")),
        "none"u8.ToArray(), "packed"u8.ToArray(), "authData"u8.ToArray(), [0xA0], [0xBF], [0x5F], [0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFB], [0xC2],
    ];

    public override IEnumerable<byte[]> Seeds() => [PasskeySeeds.Registration(Challenge), PasskeySeeds.SignIn(Challenge, Handle)];

    public override byte[]? Reshape(Random random, byte[] input) => random.Next(2) == 0 ? JsonMutator.Mutate(random, input, Words) : Inside(random, input);

    public override void Run(byte[] input, Features seen)
    {
        JsonElement credential;
        try
        {
            credential = JsonSerializer.Deserialize<JsonElement>(input);
        }
        catch (JsonException)
        {
            // The door has read the body by then.
            return;
        }
        void Note(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            var frame = new StackTrace(thrown.Exception, fNeedFileInfo: false).GetFrame(0);
            seen.AddWords(1, thrown.Exception.GetType().Name + frame?.GetMethod()?.Name);
            seen.Add(3, (uint)(frame?.GetILOffset() ?? 0));
        }
        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            if (WebAuthn.Attestation(credential) is var (made, _))
            {
                var registered = Library.Registered(made, Library.CreateOptions(Challenge, "ada", Handle, []), CancellationToken.None).AsTask().GetAwaiter().GetResult();
                seen.Add(2, registered is null ? 0u : 1u);
                Oracle.Holds(registered is null || registered.Id.AsSpan().SequenceEqual(made.RawId) && registered.Id.Length <= 1023, "a passkey is registered by the id that was sent");
            }
            if (WebAuthn.Assertion(credential) is var (sent, _))
                Oracle.Holds(Library.Count(sent, Library.RequestOptions(Challenge), PasskeySeeds.PublicKey, Handle, CancellationToken.None).AsTask().GetAwaiter().GetResult() is null, "nobody signs in without the private key");
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }
    }

    /// <summary>Changes what stands in base64 as it is inside, so that it stays base64.</summary>
    static byte[]? Inside(Random random, byte[] input)
    {
        try
        {
            if (JsonNode.Parse(input) is not JsonObject { } whole || whole["response"] is not JsonObject response || response.Count == 0)
                return null;
            var (name, value) = response.ElementAt(random.Next(response.Count));
            if (value is not JsonValue text || !text.TryGetValue<string>(out var encoded) || Base64Url.DecodeFromChars(encoded) is not { Length: > 0 } octets)
                return null;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                octets[random.Next(octets.Length)] = (byte)random.Next(256);
            response[name] = Base64Url.EncodeToString(random.Next(4) == 0 ? octets.AsSpan(0, random.Next(octets.Length)) : octets);
            return JsonSerializer.SerializeToUtf8Bytes(whole);
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tidings.Security.Keys.Providers.Vault;

/// <summary>
/// The root key is a key of the transit engine (HashiCorp Vault, OpenBao), which it never leaves. The context is the ciphertext's associated data and, for a
/// key that was made with <c>derived</c>, also what the key is derived from.
/// </summary>
internal sealed class VaultTransit(VaultTransitOptions options, TimeSpan timeout, TimeProvider time) : IKeyProvider
{
    readonly VaultClient _client = new(options, time);
    readonly CallLimit _limit = new("vault", timeout, time);
    readonly string _root = $"vault:{options.Mount}/{options.Key}";
    bool? _derived;

    public string Name => "vault";

    public async ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel)
    {
        Refusals.IfNotAKey(key);
        return await _limit.Run(async stop =>
        {
            var answer = await Call("encrypt", context, json => json.WriteBase64String("plaintext", key.Span), stop).ConfigureAwait(false);
            return VaultAnswer.Read(answer, json =>
            {
                var ciphertext = Encoding.UTF8.GetBytes(json.GetProperty("data").GetProperty("ciphertext").GetString() ?? "");
                var version = VersionOf(ciphertext) ?? throw new FormatException();
                return new WrappedKey(new RootVersion(_root, version).ToString(), ciphertext);
            });
        }, cancel).ConfigureAwait(false);
    }

    public async ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel) => await _limit.Run(async stop =>
    {
        if (VersionOf(wrapped.Bytes.Span) != RootVersion.Of(_root, wrapped.RootKeyId))
            throw Refusals.NotOurs();
        var answer = await Call("decrypt", context, json => json.WriteString("ciphertext", wrapped.Bytes.Span), stop).ConfigureAwait(false);
        try
        {
            var key = VaultAnswer.Read(answer, static json => json.GetProperty("data").GetProperty("plaintext").GetBytesFromBase64());
            return key.Length == Refusals.KeySize ? key : throw Refusals.NotOurs();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answer);
        }
    }, cancel).ConfigureAwait(false);

    public async ValueTask<string> RotateRoot(CancellationToken cancel) => await _limit.Run(async stop =>
    {
        await _client.Send(HttpMethod.Post, $"{options.Mount}/keys/{options.Key}/rotate", default, repeatable: false, stop).ConfigureAwait(false);
        return await Newest(stop).ConfigureAwait(false);
    }, cancel).ConfigureAwait(false);

    public async ValueTask<string> CurrentRoot(CancellationToken cancel) => await _limit.Run(Newest, cancel).ConfigureAwait(false);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => Name;

    async Task<byte[]> Call(string what, string context, Action<Utf8JsonWriter> write, CancellationToken cancel)
    {
        if (_derived is null)
            await Newest(cancel).ConfigureAwait(false);
        // Large enough never to be moved, so that clearing it clears all.
        var body = new ArrayBufferWriter<byte>(4 * context.Length * 4 + 16 * 1024);
        try
        {
            await using (var json = new Utf8JsonWriter(body))
            {
                var bound = Encoding.UTF8.GetBytes("tidings\0" + context);
                json.WriteStartObject();
                write(json);
                json.WriteBase64String("associated_data", bound);
                if (_derived == true)
                    json.WriteBase64String("context", bound);
                json.WriteEndObject();
            }
            return await _client.Send(HttpMethod.Post, $"{options.Mount}/{what}/{options.Key}", body.WrittenMemory, repeatable: true, cancel).ConfigureAwait(false);
        }
        finally
        {
            body.Clear();
        }
    }

    /// <summary>
    /// Reads the key. Also done before the first wrap: an encryption under a name that does not exist would make a key of that name where the policy allows it.
    /// </summary>
    async Task<string> Newest(CancellationToken cancel)
    {
        var answer = await _client.Send(HttpMethod.Get, $"{options.Mount}/keys/{options.Key}", default, repeatable: true, cancel).ConfigureAwait(false);
        var (type, derived, newest) = VaultAnswer.Read(answer, static json =>
        {
            var data = json.GetProperty("data");
            return (data.GetProperty("type").GetString(), data.GetProperty("derived").GetBoolean(), data.GetProperty("latest_version").GetInt32());
        });
        if (type != "aes256-gcm96")
            throw new KeyRefusedException("The key in Vault is not of type aes256-gcm96.");
        _derived = derived;
        return new RootVersion(_root, newest).ToString();
    }

    /// <summary>The N of vault:vN:..., in which the engine says what opens it.</summary>
    static int? VersionOf(ReadOnlySpan<byte> ciphertext)
    {
        var prefix = "vault:v"u8;
        var end = ciphertext.StartsWith(prefix) ? ciphertext[prefix.Length..].IndexOf((byte)':') : -1;
        return end > 0 && int.TryParse(ciphertext.Slice(prefix.Length, end), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}

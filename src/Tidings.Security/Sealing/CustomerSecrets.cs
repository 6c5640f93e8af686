using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// What is a customer's and lies in a document of the installation's: sealed under his own key within it, so that it goes with him, from backups too.
/// </summary>
/// <param name="ring">Must be open when it is asked.</param>
public sealed class CustomerSecrets(KeyRing ring)
{
    /// <summary>Null: he has no key, since nothing of him was ever stored or since he was erased.</summary>
    /// <param name="place">Where it lies: it opens there only.</param>
    /// <exception cref="StoreUnavailableException">The key cannot be had.</exception>
    public async ValueTask<CustomersValue?> Seal(string customer, string place, ReadOnlyMemory<byte> plain, CancellationToken cancel)
    {
        using var held = await ring.Subjects.OfIds(SubjectKind.Customer, [customer], make: false, cancel).ConfigureAwait(false);
        if (held.Find(customer) is not { Newest: { } key } subject)
            return null;
        var value = new byte[Sealer.SealedLength(plain.Length)];
        return Sealer.Seal(key, Context(Place(subject.Token, place)), plain.Span, value) ? new(subject.Token, value)
            : throw new StoreUnavailableException("The customer's key was dropped at this moment.", new SealRefusedException());
    }

    /// <summary>Null: he was erased.</summary>
    /// <inheritdoc cref="Seal"/>
    /// <exception cref="SealRefusedException">He has a key, and it does not open under it: it is not his, or was changed.</exception>
    public async ValueTask<byte[]?> Open(CustomersValue value, string place, CancellationToken cancel)
    {
        using var held = await ring.Subjects.OfTokens([value.Token], keep: false, cancel).ConfigureAwait(false);
        var plain = new byte[Sealer.PlainLength(value.Sealed.Length)];
        var subject = held.Find(value.Token);
        return Sealer.Open(subject?.Find(Sealer.VersionOf(value.Sealed)), Context(Place(value.Token, place)), value.Sealed, plain) switch
        {
            Opening.Opened => plain,
            Opening.Refused => subject?.Newest is null ? null : throw new SealRefusedException(place),
            _ => throw new StoreUnavailableException("The customer's key was dropped at this moment.", new SealRefusedException()),
        };
    }

    static byte[] Place(string token, string place) => Encoding.UTF8.GetBytes($"{token}/{place}");

    SealContext Context(byte[] place) => new(Encoding.UTF8.GetBytes(ring.Masters.Installation), "document"u8, "customers"u8, place);
}

/// <summary>A value under a customer's key, as a document's body.</summary>
/// <param name="Token">His, which names nobody.</param>
public sealed record CustomersValue(string Token, byte[] Sealed)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CustomersValueJson.Default.CustomersValue);

    /// <summary>Null: the body is none.</summary>
    public static CustomersValue? Of(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CustomersValueJson.Default.CustomersValue) is { Token: not null, Sealed: not null } value ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(CustomersValue))]
internal sealed partial class CustomersValueJson : JsonSerializerContext;

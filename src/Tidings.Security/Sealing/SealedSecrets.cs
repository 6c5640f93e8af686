using System.Text;
using Tidings.Core.Ports;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// Secrets of the installation's own that it must be able to use again (the ones that webhooks are signed with), sealed under a key of their owner's like a customer's data under his.
/// </summary>
/// <param name="ring">Must be open.</param>
public sealed class SealedSecrets(KeyRing ring)
{
    /// <summary>The kind of the documents in which they lie, each under its owner's id.</summary>
    internal const string DocumentKind = "webhook";

    /// <summary>Seals a secret for its owner; it opens for him only.</summary>
    /// <param name="owner">A subscription's id.</param>
    /// <exception cref="StoreUnavailableException">The key cannot be had.</exception>
    public async ValueTask<byte[]> Seal(string owner, ReadOnlyMemory<byte> secret, CancellationToken cancel)
    {
        using var held = await ring.Subjects.OfIds(SubjectKind.Webhook, [owner], make: true, cancel).ConfigureAwait(false);
        var value = new byte[Sealer.SealedLength(secret.Length)];
        return held.Find(owner)?.Newest is { } key && Sealer.Seal(key, Place(Encoding.UTF8.GetBytes(owner)), secret.Span, value)
            ? value
            : throw new StoreUnavailableException("The owner's key was dropped at this moment.", new SealRefusedException());
    }

    /// <summary>The secret; null where it was sealed for somebody else, was changed, or its key was destroyed.</summary>
    /// <exception cref="StoreUnavailableException">The key cannot be had.</exception>
    public async ValueTask<byte[]?> Open(string owner, ReadOnlyMemory<byte> value, CancellationToken cancel)
    {
        using var held = await ring.Subjects.OfIds(SubjectKind.Webhook, [owner], make: false, cancel).ConfigureAwait(false);
        var secret = new byte[Sealer.PlainLength(value.Length)];
        return Sealer.Open(held.Find(owner)?.Find(Sealer.VersionOf(value.Span)), Place(Encoding.UTF8.GetBytes(owner)), value.Span, secret) switch
        {
            Opening.Opened => secret,
            Opening.Refused => null,
            _ => throw new StoreUnavailableException("The owner's key was dropped at this moment.", new SealRefusedException()),
        };
    }

    /// <summary>Destroys the owner's key: what was sealed for him opens no more, in no copy.</summary>
    public async ValueTask Destroy(string owner, CancellationToken cancel) => await ring.Subjects.Destroy(SubjectKind.Webhook, owner, cancel).ConfigureAwait(false);

    SealContext Place(byte[] owner) => new(Encoding.UTF8.GetBytes(ring.Masters.Installation), "document"u8, "secret"u8, owner);
}

namespace Tidings.Security.Keys;

/// <summary>
/// Whoever keeps the root key: a file, a KMS, an HSM. It wraps and unwraps the few key-encryption keys of an installation and never sees a customer's
/// data key. The root key itself does not leave it, where it can keep it.
/// </summary>
public interface IKeyProvider : IAsyncDisposable
{
    /// <summary>What status pages and the audit log call it: <c>file</c>, <c>vault</c>, <c>pkcs11</c>, <c>aws-kms</c>.</summary>
    string Name { get; }

    /// <summary>Wraps under the newest version of the root key.</summary>
    /// <param name="key">32 bytes. The caller zeroes them.</param>
    /// <param name="context">Bound to the wrapped key where the provider can bind it: unwrapping under another context is refused.</param>
    /// <exception cref="KeyProviderUnavailableException">Nobody answers, or not in time. The same call may succeed later.</exception>
    /// <exception cref="KeyRefusedException">The provider says no: the call will not succeed without somebody's act.</exception>
    ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel);

    /// <summary>The key in clear; the caller zeroes it.</summary>
    /// <inheritdoc cref="Wrap" path="/exception"/>
    ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel);

    /// <summary>Makes a new version of the root key, under which is wrapped from now on. What older versions wrapped still opens.</summary>
    /// <inheritdoc cref="Wrap" path="/exception"/>
    ValueTask<string> RotateRoot(CancellationToken cancel);

    /// <summary>The id of the root key version under which <see cref="Wrap"/> would wrap now.</summary>
    ValueTask<string> CurrentRoot(CancellationToken cancel);
}

/// <summary>A wrapped key and the root key version that wrapped it.</summary>
public sealed record WrappedKey(string RootKeyId, ReadOnlyMemory<byte> Bytes);

/// <summary>The provider cannot be reached, or does not answer in time.</summary>
public sealed class KeyProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The provider, or a key, says no. It says no more than that: not which part of a value was wrong.</summary>
public sealed class KeyRefusedException(string message, Exception? inner = null) : Exception(message, inner);

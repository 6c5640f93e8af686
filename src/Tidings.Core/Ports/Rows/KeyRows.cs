namespace Tidings.Core.Ports.Rows;

/// <summary>One of an installation's few keys (a key-encryption key, a key of the blind index), wrapped by whoever keeps the root key.</summary>
/// <param name="Root">The version of the root key that wrapped it.</param>
public sealed record MasterKeyRow(string Purpose, int Version, string Root, ReadOnlyMemory<byte> Wrapped);

/// <summary>A version of a subject's data key, wrapped by a key-encryption key.</summary>
/// <param name="Position">Its place in the order of all keys; 0 where it is not stored yet.</param>
/// <param name="Subject">The token of a customer or an account.</param>
/// <param name="Version">From 1.</param>
/// <param name="Wrapped">Empty: it was destroyed.</param>
public sealed record DataKeyRow(long Position, string Subject, int Version, ReadOnlyMemory<byte> Wrapped)
{
    public bool Destroyed => Wrapped.IsEmpty;
}

/// <summary>A key that is to be wrapped anew. Both forms have the same length.</summary>
public readonly record struct Rewrapping(long Position, ReadOnlyMemory<byte> Old, ReadOnlyMemory<byte> New);

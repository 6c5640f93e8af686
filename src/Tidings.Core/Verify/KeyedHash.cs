using System.Security.Cryptography;
using MemoryPack;

namespace Tidings.Core.Verify;

/// <summary>What is kept of a code: HMAC-SHA-256 under a key of the installation.</summary>
/// <param name="Version">Of the key.</param>
[MemoryPackable]
public readonly partial record struct KeyedHash(int Version, byte[] Value)
{
    /// <summary>Whether one of the guesses, each under another version of the key, is this. Takes the same time whatever they are.</summary>
    public bool IsAmong(ReadOnlySpan<KeyedHash> guesses)
    {
        var found = false;
        foreach (var guess in guesses)
            found |= CryptographicOperations.FixedTimeEquals(guess.Value ?? [], Value ?? []) & guess.Version == Version & Value is { Length: > 0 };
        return found;
    }

    public override string ToString() => "keyed hash (redacted)";
}

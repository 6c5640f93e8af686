namespace Tidings.Security.Keys.Providers;

/// <summary>The words of refusals that all providers share. They do not tell which part of a value was wrong.</summary>
internal static class Refusals
{
    public static KeyRefusedException NotOurs() => new("The wrapped key does not open under this root key and context.");

    public static KeyRefusedException OtherRoot() => new("The key was wrapped by a root key that this provider does not have.");

    /// <summary>What <see cref="IKeyProvider.Wrap"/> takes is 32 bytes.</summary>
    public static void IfNotAKey(ReadOnlyMemory<byte> key)
    {
        if (key.Length != KeySize)
            throw new ArgumentException("A key is 32 bytes.", nameof(key));
    }

    public const int KeySize = 32;
}

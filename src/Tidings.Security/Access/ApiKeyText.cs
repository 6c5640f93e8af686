using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Events;

namespace Tidings.Security.Access;

/// <summary>
/// A key as it is written: <c>tk_live_</c>, <c>tk_team_</c> or <c>tk_test_</c>, an id of 8 hexadecimal digits, a secret of 64 (256 random bits). Keys of
/// older versions begin with <c>tk_</c> alone. The hash is over all of it, so that a prefix cannot be exchanged.
/// </summary>
internal static class ApiKeyText
{
    public const string Prefix = "tk_";
    public const int IdLength = 8;
    const int RandomLength = IdLength + 64;
    const int Longest = 8 + RandomLength;

    // "tk_" before the kind, "_" after it.
    static readonly (Reach Kind, string Prefix)[] Prefixes = [(Reach.Live, "tk_live_"), (Reach.Team, "tk_team_"), (Reach.Test, "tk_test_")];

    public static (string Text, string Id) New(Reach kind)
    {
        var prefix = Array.Find(Prefixes, entry => entry.Kind == kind).Prefix;
        var random = RandomNumberGenerator.GetHexString(RandomLength, lowercase: true);
        return (prefix + random, random[..IdLength]);
    }

    /// <summary>The id in a key that has the form of one; empty: it has not.</summary>
    public static ReadOnlySpan<char> IdIn(ReadOnlySpan<char> presented)
    {
        foreach (var (_, prefix) in Prefixes)
            if (presented.Length == prefix.Length + RandomLength && presented.StartsWith(prefix, StringComparison.Ordinal))
                return presented.Slice(prefix.Length, IdLength);
        return presented.Length == Prefix.Length + RandomLength && presented.StartsWith(Prefix, StringComparison.Ordinal)
            ? presented.Slice(Prefix.Length, IdLength)
            : [];
    }

    public static byte[] Hash(ReadOnlySpan<char> key)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        return hash;
    }

    public static void Hash(ReadOnlySpan<char> key, Span<byte> into)
    {
        Span<byte> utf8 = stackalloc byte[Longest * 3];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], into);
    }
}

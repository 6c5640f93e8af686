using System.Security.Cryptography.X509Certificates;

namespace Tidings.Security.Transit;

/// <summary>Whether an authority's list of revoked certificates (RFC 5280 §5) is asked for. What cannot be learned counts as revoked.</summary>
public enum Revocation
{
    /// <summary>Nobody is asked.</summary>
    Off = 0,
    /// <summary>The lists that this machine keeps, none is fetched.</summary>
    Cached,
    /// <summary>The list at the address that the certificate names, where the one kept is past its end.</summary>
    Online,
}

internal static class RevocationPolicy
{
    /// <summary>A handshake waits for it.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static void Ask(this X509ChainPolicy policy, Revocation revocation)
    {
        policy.RevocationMode = revocation switch
        {
            Revocation.Cached => X509RevocationMode.Offline,
            Revocation.Online => X509RevocationMode.Online,
            _ => X509RevocationMode.NoCheck,
        };
        policy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        policy.UrlRetrievalTimeout = Longest;
    }
}

namespace Tidings.Security.Access.Passkeys;

/// <summary>For whom passkeys are made: the relying party of WebAuthn, and the pages from which they are taken.</summary>
/// <param name="Id">The domain that passkeys belong to (WebAuthn Level 3 §5.1.2), for good: passkeys of another domain are of no use here. Empty: passkeys are not set up.</param>
/// <param name="Name">What authenticators show to people beside it.</param>
/// <param name="Origins">Origins of the pages where people sign in, as browsers write them.</param>
/// <param name="Within">How long a ceremony may take from its options to its answer.</param>
public sealed record PasskeyParty(string Id, string Name, IReadOnlyList<string> Origins, TimeSpan Within)
{
    public bool IsSetUp => Id.Length > 0;
}

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>A hardware security module by its PKCS#11 library (2.40 or later, CKM_AES_GCM). Section <c>Keys:Pkcs11</c>.</summary>
public sealed class Pkcs11Options
{
    /// <summary>The maker's library: <c>/usr/lib/softhsm/libsofthsm2.so</c>. No default.</summary>
    public string Library { get; set; } = "";

    /// <summary>Label of the token. No default.</summary>
    public string Token { get; set; } = "";

    /// <summary>The user's PIN. No default.</summary>
    public SecretOptions Pin { get; set; } = new();

    /// <summary>CKA_LABEL of the root key; its versions differ by CKA_ID (4 bytes, big-endian, from 1). 1 to 64 ASCII letters, digits, '-' and '_'. Default tidings-root.</summary>
    public string Label { get; set; } = "tidings-root";

    /// <summary>Makes version 1 at the first call where the token has none. Default no: a token that was exchanged must not look like a new installation.</summary>
    public bool GenerateIfMissing { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (!System.IO.Path.IsPathRooted(Library))
            yield return "Keys:Pkcs11:Library must be the full path of a library.";
        if (Token.Length is 0 or > 32)
            yield return "Keys:Pkcs11:Token must be 1 to 32 characters.";
        if (Label.Length is 0 or > 64 || !Label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return "Keys:Pkcs11:Label must be 1 to 64 letters, digits, '-' and '_'.";
        if (!Pin.IsSet)
            yield return "Keys:Pkcs11:Pin is missing.";
        foreach (var problem in Pin.Problems("Keys:Pkcs11:Pin"))
            yield return problem;
    }
}

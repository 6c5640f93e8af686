using System.Security.Cryptography;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>AES-256-GCM in the token (PKCS#11 2.40 mechanisms §2.12.3): nonce 12 | ciphertext | tag 16.</summary>
internal static class Pkcs11Cipher
{
    const int NonceSize = 12, TagSize = 16;

    public static byte[] Wrap(ISession session, TokenKey root, string rootKeyId, byte[] key, string context)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        using var gcm = Gcm(session, nonce, rootKeyId, context);
        return [.. nonce, .. session.Encrypt(gcm, root.Handle, key)];
    }

    /// <returns>Null: it does not open.</returns>
    /// <exception cref="Pkcs11Exception">The token or the session failed.</exception>
    public static byte[]? Unwrap(ISession session, TokenKey root, WrappedKey wrapped, string context)
    {
        if (wrapped.Bytes.Length != NonceSize + Refusals.KeySize + TagSize)
            return null;
        try
        {
            using var gcm = Gcm(session, wrapped.Bytes[..NonceSize].ToArray(), wrapped.RootKeyId, context);
            return session.Decrypt(gcm, root.Handle, wrapped.Bytes[NonceSize..].ToArray());
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_ENCRYPTED_DATA_INVALID or CKR.CKR_ENCRYPTED_DATA_LEN_RANGE)
        {
            return null;
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_GENERAL_ERROR or CKR.CKR_FUNCTION_FAILED or CKR.CKR_DATA_INVALID)
        {
            // Some tokens say for a wrong tag what they say for a broken device. One that still opens what it wrapped is not broken.
            Probe(session, root);
            return null;
        }
    }

    static void Probe(ISession session, TokenKey root)
    {
        var probe = RandomNumberGenerator.GetBytes(Refusals.KeySize);
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        using var there = Gcm(session, nonce, "probe", "");
        var wrapped = session.Encrypt(there, root.Handle, probe);
        using var back = Gcm(session, nonce, "probe", "");
        if (!session.Decrypt(back, root.Handle, wrapped).AsSpan().SequenceEqual(probe))
            throw new Pkcs11Exception("C_Decrypt", CKR.CKR_DEVICE_ERROR);
    }

    static IMechanism Gcm(ISession session, byte[] nonce, string rootKeyId, string context)
    {
        var bound = Encoding.UTF8.GetBytes($"tidings pkcs11\0{rootKeyId}\0{context}");
        var parameters = session.Factories.MechanismParamsFactory.CreateCkGcmParams(nonce, NonceSize * 8, bound, TagSize * 8);
        return session.Factories.MechanismFactory.Create(CKM.CKM_AES_GCM, parameters);
    }
}

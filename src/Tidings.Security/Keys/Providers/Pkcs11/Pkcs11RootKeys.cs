using System.Buffers.Binary;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>A version of the root key in the token: a handle, valid within its session.</summary>
internal readonly record struct TokenKey(int Version, IObjectHandle Handle);

/// <summary>The versions of the root key in a token: one label, CKA_ID the version's number. Looked up at each call, since others may rotate.</summary>
internal static class Pkcs11RootKeys
{
    public static IReadOnlyList<TokenKey> Find(ISession session, string label)
    {
        var make = session.Factories.ObjectAttributeFactory;
        var found = session.FindAllObjects([make.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), make.Create(CKA.CKA_TOKEN, true), make.Create(CKA.CKA_LABEL, label)]);
        return [.. found.Select(handle => Read(session, handle)).OrderBy(static key => key.Version)];
    }

    /// <summary>Made in the token, which never gives it out (CKA_SENSITIVE, not CKA_EXTRACTABLE).</summary>
    public static void Generate(ISession session, string label, int version)
    {
        var id = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(id, version);
        var make = session.Factories.ObjectAttributeFactory;
        using var mechanism = session.Factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN);
        session.GenerateKey(mechanism,
        [
            make.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
            make.Create(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
            make.Create(CKA.CKA_VALUE_LEN, (ulong)Refusals.KeySize),
            make.Create(CKA.CKA_TOKEN, true),
            make.Create(CKA.CKA_PRIVATE, true),
            make.Create(CKA.CKA_SENSITIVE, true),
            make.Create(CKA.CKA_EXTRACTABLE, false),
            make.Create(CKA.CKA_ENCRYPT, true),
            make.Create(CKA.CKA_DECRYPT, true),
            make.Create(CKA.CKA_LABEL, label),
            make.Create(CKA.CKA_ID, id),
        ]);
    }

    static TokenKey Read(ISession session, IObjectHandle handle)
    {
        var values = session.GetAttributeValue(handle, [CKA.CKA_ID, CKA.CKA_KEY_TYPE, CKA.CKA_VALUE_LEN, CKA.CKA_SENSITIVE, CKA.CKA_EXTRACTABLE]);
        if (values[1].GetValueAsUlong() != (ulong)CKK.CKK_AES || values[2].GetValueAsUlong() != Refusals.KeySize)
            throw new KeyRefusedException("An object with the root key's label is no AES-256 key.");
        if (!values[3].GetValueAsBool() || values[4].GetValueAsBool())
            throw new KeyRefusedException("The root key could be taken out of the HSM: it must be sensitive and not extractable.");
        return values[0].GetValueAsByteArray() is { Length: 4 } id && BinaryPrimitives.ReadInt32BigEndian(id) is var version and > 0
            ? new(version, handle) : throw new KeyRefusedException("The root key's CKA_ID is not its version in four bytes.");
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>The first line of a keyring file. All of it is authenticated by the second.</summary>
internal sealed record KeyringHeader(string Format, string Id, Argon2idSettings? Argon2id)
{
    public const string Current = "tidings-keyring-1";
}

/// <summary>
/// <code>
/// {"Format":"tidings-keyring-1","Id":"3f2a91c0d4e5b6a7","Argon2id":{"MemoryKiB":65536,"Passes":3,"Salt":"…"}}
/// base64( nonce 12 | AES-256-GCM( entries ) | tag 16 )          with a passphrase; the associated data is the first line
/// base64( entries | SHA-256( first line | entries ) )           without
///
/// entries: { version: 4 bytes, big-endian | made at: 8 bytes, seconds since 1970 | key: 32 bytes } ...
/// </code>
/// </summary>
internal static class KeyringFormat
{
    const int NonceSize = 12, TagSize = 16, EntrySize = 4 + 8 + Refusals.KeySize;

    public static byte[] Write(RootKeys keys, KeyringPassphrase passphrase)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(keys.Header);
        var entries = Entries(keys);
        var body = keys.Header.Argon2id is { } settings ? Seal(header, entries, settings, passphrase) : [.. entries, .. Sum(header, entries)];
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(body.Length)];
        Base64.EncodeToUtf8(body, text, out _, out var written);
        CryptographicOperations.ZeroMemory(entries);
        CryptographicOperations.ZeroMemory(body);
        byte[] file = [.. header, (byte)'\n', .. text.AsSpan(0, written), (byte)'\n'];
        CryptographicOperations.ZeroMemory(text);
        return file;
    }

    public static RootKeys Read(ReadOnlySpan<byte> file, KeyringPassphrase passphrase)
    {
        var end = file.IndexOf((byte)'\n');
        if (end < 0)
            throw NotAKeyring();
        var first = file[..end];
        var header = Header(first);
        var text = file[(end + 1)..].TrimEnd((byte)'\n');
        var body = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, body, out _, out var length) != System.Buffers.OperationStatus.Done)
            throw NotAKeyring();
        var entries = header.Argon2id is { } settings
            ? Open(first, body.AsSpan(0, length), settings, passphrase) : Checked(first, body.AsSpan(0, length), passphrase);
        CryptographicOperations.ZeroMemory(body);
        return FromEntries(header, entries);
    }

    static byte[] Seal(byte[] header, byte[] entries, Argon2idSettings settings, KeyringPassphrase passphrase)
    {
        var body = new byte[NonceSize + entries.Length + TagSize];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceSize));
        using var cipher = passphrase.Cipher(settings);
        cipher.Encrypt(body.AsSpan(0, NonceSize), entries, body.AsSpan(NonceSize, entries.Length), body.AsSpan(NonceSize + entries.Length), header);
        return body;
    }

    static byte[] Open(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Argon2idSettings settings, KeyringPassphrase passphrase)
    {
        if (!settings.IsSound || body.Length < NonceSize + TagSize)
            throw NotAKeyring();
        if (!passphrase.IsSet)
            throw new KeyRefusedException("The keyring is under a passphrase, and none is configured.");
        using var cipher = passphrase.Cipher(settings);
        var entries = new byte[body.Length - NonceSize - TagSize];
        try
        {
            cipher.Decrypt(body[..NonceSize], body[NonceSize..^TagSize], body[^TagSize..], entries, header);
            return entries;
        }
        catch (AuthenticationTagMismatchException)
        {
            passphrase.Forget();
            throw new KeyRefusedException("The passphrase does not open the keyring.");
        }
    }

    static byte[] Checked(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, KeyringPassphrase passphrase)
    {
        if (passphrase.IsSet)
            throw new KeyRefusedException("A passphrase is configured, but the keyring is not under one.");
        if (body.Length < SHA256.HashSizeInBytes || !Sum(header, body[..^SHA256.HashSizeInBytes]).SequenceEqual(body[^SHA256.HashSizeInBytes..]))
            throw NotAKeyring();
        return body[..^SHA256.HashSizeInBytes].ToArray();
    }

    static ReadOnlySpan<byte> Sum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(entries);
        return hash.GetHashAndReset();
    }

    static KeyringHeader Header(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyringHeader>(line) is { Format: KeyringHeader.Current, Id.Length: > 0 } header ? header : throw NotAKeyring();
        }
        catch (JsonException)
        {
            throw NotAKeyring();
        }
    }

    static byte[] Entries(RootKeys keys)
    {
        var entries = new byte[keys.All.Count * EntrySize];
        for (var i = 0; i < keys.All.Count; i++)
        {
            var entry = entries.AsSpan(i * EntrySize, EntrySize);
            BinaryPrimitives.WriteInt32BigEndian(entry, keys.All[i].Version);
            BinaryPrimitives.WriteInt64BigEndian(entry[4..], keys.All[i].MadeAt.ToUnixTimeSeconds());
            keys.All[i].Key.CopyTo(entry[12..]);
        }
        return entries;
    }

    static RootKeys FromEntries(KeyringHeader header, byte[] entries)
    {
        if (entries.Length == 0 || entries.Length % EntrySize != 0)
            throw NotAKeyring();
        var keys = new List<RootKey>();
        foreach (var entry in entries.Chunk(EntrySize))
        {
            keys.Add(new(
                BinaryPrimitives.ReadInt32BigEndian(entry), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(4))), entry[12..]));
            CryptographicOperations.ZeroMemory(entry);
        }
        CryptographicOperations.ZeroMemory(entries);
        return new(header, keys);
    }

    static KeyRefusedException NotAKeyring() => new("The keyring file is damaged, or no keyring of this version.");
}

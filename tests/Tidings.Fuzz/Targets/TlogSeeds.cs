using System.Buffers;
using System.Text;
using NSec.Cryptography;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Audit.Witness;

namespace Tidings.Fuzz.Targets;

/// <summary>A log of a fixed key and a witness of another, so that each run begins with the same octets.</summary>
internal static class TlogSeeds
{
    public const int Entries = 300;

    static readonly NoteSigner LogSigner = Signer("log.example/tidings", SignatureKind.Ed25519, 7);
    static readonly NoteSigner WitnessSigner = Signer("regulator.example/w1", SignatureKind.Ed25519Cosignature, 9);
    static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static NoteKey Log => LogSigner.Verifier;
    public static NoteKey Witness => WitnessSigner.Verifier;

    /// <summary>Of the line in which note tools keep a key.</summary>
    static NoteSigner Signer(string name, SignatureKind kind, byte seed)
    {
        byte[] bytes = [kind.Id, .. Enumerable.Repeat(seed, 32)];
        using var key = Key.Import(SignatureAlgorithm.Ed25519, bytes.AsSpan(1), KeyBlobFormat.RawPrivateKey);
        var verifier = NoteKey.Of(name, kind, key.PublicKey.Export(KeyBlobFormat.RawPublicKey))!;
        return NoteSigner.Parse($"PRIVATE+KEY+{name}+{verifier.Id:x8}+{Convert.ToBase64String(bytes)}")!;
    }

    public static byte[] Entry(int index) =>
        new AuditEntry(AuditKind.Message, 0, Noon.AddSeconds(index), index, MerkleHash.Leaf([(byte)index]), null).ToBytes();

    public static SignedNote Note(int size = Entries)
    {
        var tree = new GrowingTree(static (_, _, _) => { });
        for (var i = 0; i < size; i++)
            tree.Append(MerkleHash.Leaf(Entry(i)));
        var head = new Checkpoint(Log.Name, size, tree.Root());
        var text = Encoding.UTF8.GetBytes(head.ToText());
        return new SignedNote(head.ToText(), [LogSigner.Sign(text, Noon)]).With(WitnessSigner.Sign(text, Noon)).With(new(Log.Name, 0x01020304, new byte[96]));
    }

    /// <summary>A proof whose hashes are any: what it is held to does not need it to hold.</summary>
    public static byte[] Proof() => Encoding.UTF8.GetBytes(new TlogProof("{\"id\":\"m02abc\"}"u8.ToArray(), 7, Hashes(9), Note()).ToString());

    public static byte[] Request() => Encoding.UTF8.GetBytes(new AddCheckpoint(5, Hashes(8), Note()).ToString());

    static byte[][] Hashes(int count) => [.. Enumerable.Range(0, count).Select(static i => MerkleHash.Leaf([(byte)i]))];

    public static byte[] Bundle()
    {
        var bundle = new ArrayBufferWriter<byte>();
        for (var i = 0; i < 4; i++)
            EntryBundle.Add(bundle, Entry(i));
        EntryBundle.Add(bundle, new AuditEntry(AuditKind.Act, 0, Noon, 3, MerkleHash.Empty, new("key:0a1b2c3d", "template", "fee")).ToBytes());
        return bundle.WrittenSpan.ToArray();
    }

    /// <summary>Pieces that the formats are made of.</summary>
    public static IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\n", "\n\n", "— ", "— log.example/tidings ", "log.example/tidings\n", "old 0\n", "old 9223372036854775807\n", "index 0\n", "index 18446744073709551616\n", "extra ", "extra AAAA\n", "c2sp.org/tlog-proof@v1\n",
            "00", "-1", "9223372036854775807", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "AAAA=", "=", "+", "\u00a0", "\u2028", "\r", "\t", "\ud800",
        }.Select(Encoding.UTF8.GetBytes),
        [0xE2, 0x80], [0xFF], [0, 51], [0xFF, 0xFF],
    ];
}

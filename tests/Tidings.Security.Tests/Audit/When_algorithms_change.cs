using System.Security.Cryptography;
using System.Text;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

/// <summary>A log that signs by two algorithms while its readers change from one to the other.</summary>
public sealed class When_algorithms_change : IDisposable
{
    readonly LogInFolder _log = new();

    public void Dispose() => _log.Dispose();

    /// <summary>A line as a key of this kind would leave it under the log's name: its id is made of the kind, as the standard says, and the signature is nothing that could be checked here.</summary>
    static NoteSignature LineOf(string name, byte kind, int publicKeyBytes, int signatureBytes)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', kind, .. RandomNumberGenerator.GetBytes(publicKeyBytes)];
        return new(name, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input)), RandomNumberGenerator.GetBytes(signatureBytes));
    }

    NoteSignature MlDsa => LineOf(_log.Key.Name, 0x06, 1312, 2428);
    NoteSignature Unknown => LineOf(_log.Key.Name, 0xfa, 48, 96);

    async Task<LogVerdict> CheckWith(SignedNote note)
    {
        _log.Folder.Write(LogWriter.CheckpointFile, note.ToBytes());
        return await _log.Check();
    }

    [Fact]
    public async Task A_checkpoint_with_lines_of_other_kinds_beside_the_known_one_is_good_wherever_they_stand()
    {
        var note = await _log.Grow(300);
        Assert.IsType<LogVerdict.Good>(await CheckWith(note.With(MlDsa).With(Unknown)));
        Assert.IsType<LogVerdict.Good>(await CheckWith(note with { Signatures = [MlDsa, Unknown, .. note.Signatures] }));
    }

    [Fact]
    public async Task One_with_lines_of_other_kinds_alone_is_refused()
    {
        var note = await _log.Grow(300);
        foreach (var lines in (NoteSignature[][])[[MlDsa], [Unknown], [MlDsa, Unknown]])
            Assert.Contains("not signed by", Assert.IsType<LogVerdict.Wrong>(await CheckWith(note with { Signatures = lines })).What, StringComparison.Ordinal);
        Assert.IsType<LogVerdict.Good>(await CheckWith(note));
    }

    [Fact]
    public async Task A_known_line_that_is_wrong_is_not_saved_by_the_others()
    {
        var note = await _log.Grow(300);
        var wrong = note.Signatures[0] with { Signature = [.. note.Signatures[0].Signature.Select(static (b, i) => i == 9 ? (byte)(b ^ 1) : b)] };
        Assert.IsType<LogVerdict.Wrong>(await CheckWith(note with { Signatures = [MlDsa, wrong, Unknown] }));
    }

    [Fact]
    public async Task A_proof_holds_under_such_a_checkpoint_too()
    {
        var note = await _log.Grow(300);
        var path = await new TiledTree(new FolderTiles(_log.Folder.Location), 300).Inclusion(7, TestContext.Current.CancellationToken);
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(new TlogProof(null, 7, path, note with { Signatures = [MlDsa, .. note.Signatures, Unknown] }).ToString()))!;
        Assert.Equal(3, proof.Note.Signatures.Count);
        Assert.True(proof.Holds(LogInFolder.Entry(7), _log.Key));
        Assert.False((proof with { Note = note with { Signatures = [MlDsa, Unknown] } }).Holds(LogInFolder.Entry(7), _log.Key));
    }

    [Fact]
    public void A_vkey_of_a_kind_that_is_unknown_is_no_key_and_one_of_ML_DSA_is_told_apart_and_verifies_nothing()
    {
        Assert.NotNull(NoteKey.Parse(Vkey(0x01, 32)));
        Assert.Null(NoteKey.Parse(Vkey(0xfa, 48)));
        var later = NoteKey.Parse(Vkey(0x06, 1312))!;
        Assert.Equal(SignatureKind.MlDsa44Cosignature, later.Kind);
        Assert.False(later.Verify("hello\n"u8, new byte[2428]));
    }

    string Vkey(byte kind, int bytes)
    {
        byte[] key = kind == 0x01 ? _log.Key.PublicKey.ToArray() : RandomNumberGenerator.GetBytes(bytes);
        byte[] input = [.. Encoding.UTF8.GetBytes("log.example/tidings"), (byte)'\n', kind, .. key];
        return $"log.example/tidings+{Convert.ToHexStringLower(SHA256.HashData(input)[..4])}+{Convert.ToBase64String([kind, .. key])}";
    }
}

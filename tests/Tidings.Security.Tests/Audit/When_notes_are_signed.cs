using System.Diagnostics;
using System.Text;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;

namespace Tidings.Security.Tests.Audit;

public sealed class When_notes_are_signed
{
    static SignedNote Signed(NoteSigner signer) => new("hello\n", [signer.Sign("hello\n"u8, LogInFolder.Now)]);

    [Fact]
    public void A_signature_of_its_key_counts_and_lines_of_others_are_ignored()
    {
        using var mine = NoteSigner.Create("a.example/log", SignatureKind.Ed25519);
        using var other = NoteSigner.Create("a.example/log", SignatureKind.Ed25519);
        var note = Signed(mine).With(new("post.example/quantum", 0x01020304, new byte[2428])).With(other.Sign("something else\n"u8, LogInFolder.Now));
        var read = SignedNote.Parse(note.ToBytes())!;
        Assert.True(read.IsSignedBy(mine.Verifier));
        Assert.False(read.IsSignedBy(other.Verifier));
        Assert.False((read with { Text = "hallo\n" }).IsSignedBy(mine.Verifier));
    }

    [Fact]
    public void Keys_are_read_as_they_are_written_and_not_with_another_hash_or_name()
    {
        using var signer = NoteSigner.Create("a.example/log", SignatureKind.Ed25519Cosignature);
        var vkey = signer.Verifier.ToString();
        Assert.Equal(signer.Verifier.Id, NoteKey.Parse(vkey)!.Id);
        Assert.Null(NoteKey.Parse(vkey.Replace("a.example", "b.example", StringComparison.Ordinal)));
        using var again = NoteSigner.Parse(signer.Secret())!;
        Assert.Equal(vkey, again.Verifier.ToString());
        Assert.DoesNotContain(signer.Secret(), $"{signer}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_standard_has_the_key_id_of_its_vkey()
    {
        // sum.golang.org's published key.
        var key = NoteKey.Parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")!;
        Assert.Equal(0x033de0aeu, key.Id);
        Assert.Equal(SignatureKind.Ed25519, key.Kind);
    }

    [Fact]
    public void A_key_of_a_kind_that_is_named_and_not_offered_verifies_nothing()
    {
        var key = NoteKey.Of("a.example/log", SignatureKind.MlDsa44Cosignature, new byte[1312])!;
        Assert.False(new SignedNote("hello\n", [new(key.Name, key.Id, new byte[2428])]).IsSignedBy(key));
        Assert.Throws<ArgumentException>(() => NoteSigner.Create("a.example/log", SignatureKind.MlDsa44Cosignature));
    }

    [Theory]
    [InlineData(""), InlineData("hello\n"), InlineData("hello\n\n"), InlineData("hello\n\n— a b\n"), InlineData("hello\n\n— a AAAAAAA=\nx"), InlineData("hel\tlo\n\n— a AAAAAAA=\n"), InlineData("hello\n\n- a AAAAAAA=\n")]
    public void What_is_no_note_is_none(string text) => Assert.Null(SignedNote.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task The_signing_key_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using var log = new LogInFolder();
        await log.Grow(1);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(log.PathOf(LogKeyFile.FileName)));
    }

    [Fact]
    public async Task Openssl_verifies_a_checkpoint_and_not_a_changed_one()
    {
        using var log = new LogInFolder();
        var note = await log.Grow(300);
        // RFC 8410: the fixed beginning of an Ed25519 SubjectPublicKeyInfo, then the 32 bytes.
        await File.WriteAllBytesAsync(log.PathOf("key.der"), [.. Convert.FromHexString("302a300506032b6570032100"), .. log.Key.PublicKey.Span], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(log.PathOf("signature"), note.Signatures[0].Signature, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(log.PathOf("text"), note.Text, TestContext.Current.CancellationToken);
        Assert.Equal(0, await Openssl(log));
        await File.WriteAllTextAsync(log.PathOf("text"), note.Text.Replace("300", "301", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await Openssl(log));
    }

    static async Task<int> Openssl(LogInFolder log)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("openssl", ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-sigfile", "signature", "-in", "text"])
            {
                WorkingDirectory = log.Folder.Location,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed.");
            throw;
        }
        using (process)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode;
        }
    }
}

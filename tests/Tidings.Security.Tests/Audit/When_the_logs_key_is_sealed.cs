using System.Text;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Keys;
using Tidings.Security.Tests.Keys;

namespace Tidings.Security.Tests.Audit;

public sealed class When_the_logs_key_is_sealed : IAsyncLifetime
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    SealedFolder _data = null!;

    LogFolder Log => new(Path.Combine(_data.Path, "audit"));

    public async ValueTask InitializeAsync() => _data = await SealedFolder.Open();

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    Task<NoteSigner> Open(string? origin = null) => SealedLogKey.Open(Log, origin, _data.Ring, Cancel);

    async Task<string> Refused(string? origin = null) => (await Assert.ThrowsAsync<LogException>(() => Open(origin))).Message;

    async Task Signs(NoteSigner signer)
    {
        var writer = await LogWriter.Open(Log, signer, Cancel);
        writer.Append(LogInFolder.Entry(writer.Size));
        writer.Sign(LogInFolder.Now);
    }

    /// <summary>Every form in which a file could hold it: the line of a note tool, its base64, the bytes.</summary>
    bool OnTheDisk(string secret)
    {
        var encoded = secret.Split('+', 5)[4];
        byte[][] forms = [Encoding.ASCII.GetBytes(encoded), Convert.FromBase64String(encoded)[1..], Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Convert.FromBase64String(encoded)[1..]))];
        var files = _data.Files().Select(static file => file.Bytes).Concat(Directory.EnumerateFiles(Log.Location, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes));
        return files.Any(bytes => forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0));
    }

    [Fact]
    public async Task It_is_the_same_at_every_start_and_only_its_public_part_lies_beside_the_log()
    {
        string vkey;
        using (var made = await Open("log.example/tidings"))
        {
            vkey = made.Verifier.ToString();
            await Signs(made);
            Assert.Throws<InvalidOperationException>(made.Secret);
        }
        await _data.Reopen();
        using var again = await Open();
        Assert.Equal(vkey, again.Verifier.ToString());
        await Signs(again);
        Assert.Equal(vkey + "\n", Encoding.UTF8.GetString(Log.Read(SealedLogKey.PublicFile)!));
        Assert.Null(Log.Read(LogKeyFile.FileName));
        Assert.Contains(_data.Provider.Contexts, static context => context.EndsWith("/audit-log/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_lay_there_in_clear_is_taken_and_nothing_of_it_stays_on_the_disk()
    {
        string secret;
        using (var clear = LogKeyFile.Open(Log, "log.example/tidings", SignatureKind.Ed25519))
        {
            secret = clear.Secret();
            await Signs(clear);
        }
        Log.Write(LogKeyFile.FileName + ".half", Encoding.UTF8.GetBytes(secret));
        Assert.True(OnTheDisk(secret));
        using (var taken = await Open())
            await Signs(taken);
        Assert.False(OnTheDisk(secret));
        await _data.Reopen();
        using var again = await Open();
        await Signs(again);
        Assert.Equal(NoteSigner.Parse(secret)!.Verifier.ToString(), again.Verifier.ToString());
    }

    [Fact]
    public async Task A_start_that_was_cut_off_before_the_clear_file_went_takes_it_away_at_the_next()
    {
        string secret;
        using (var clear = LogKeyFile.Open(Log, null, SignatureKind.Ed25519))
            secret = clear.Secret();
        var kept = Log.Read(LogKeyFile.FileName)!;
        (await Open()).Dispose();
        Log.Write(LogKeyFile.FileName, kept, secret: true);
        File.Delete(Path.Combine(Log.Location, SealedLogKey.PublicFile));
        (await Open()).Dispose();
        Assert.False(OnTheDisk(secret));
    }

    [Fact]
    public async Task The_name_survives_a_lost_public_file_and_cannot_be_changed()
    {
        using (var made = await Open("log.example/tidings"))
            await Signs(made);
        File.Delete(Path.Combine(Log.Location, SealedLogKey.PublicFile));
        using (var again = await Open())
            Assert.Equal("log.example/tidings", again.Verifier.Name);
        Assert.Contains("cannot be renamed to other.example", await Refused("other.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_signed_is_not_begun_anew_where_its_checkpoint_is_gone()
    {
        // A crash before the first checkpoint: nothing was signed, and it begins.
        (await Open()).Dispose();
        await _data.Reopen();
        using (var made = await Open())
            await Signs(made);
        // One after it, before that was noted: the next start notes it.
        await _data.Reopen();
        (await Open()).Dispose();
        var kept = Log.Read(LogWriter.CheckpointFile)!;
        Directory.Delete(Log.Location, recursive: true);
        await _data.Reopen();
        Assert.Contains("second history", await Refused(), StringComparison.Ordinal);
        // What somebody kept is enough.
        Log.Write(LogWriter.CheckpointFile, kept);
        using var again = await Open();
        Assert.NotNull((await LogWriter.Open(Log, again, Cancel)).Signed);
    }

    [Fact]
    public async Task A_ring_that_does_not_open_it_is_refused_by_name()
    {
        using (var made = await Open())
            await Signs(made);
        _data.Provider.Forget(1);
        var told = await Refused();
        Assert.Contains("signing key does not open", told, StringComparison.Ordinal);
        Assert.Contains("'memory'", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_installations_keys_sign_nothing_of_a_log_that_is_signed_already()
    {
        using (var made = await Open())
            await Signs(made);
        await using var other = await SealedFolder.Open();
        var refused = await Assert.ThrowsAsync<LogException>(() => SealedLogKey.Open(Log, null, other.Ring, Cancel));
        Assert.Contains("is not among the installation's keys", refused.Message, StringComparison.Ordinal);
        // Nothing was made there: with the right keys it goes on, and the wrong ones are still refused.
        await Assert.ThrowsAsync<LogException>(() => SealedLogKey.Open(Log, null, other.Ring, Cancel));
        (await Open()).Dispose();
    }

    [Fact]
    public async Task A_public_file_or_a_clear_key_that_is_anothers_is_refused()
    {
        (await Open("log.example/tidings")).Dispose();
        using var forger = NoteSigner.Create("log.example/tidings", SignatureKind.Ed25519);
        var right = Log.Read(SealedLogKey.PublicFile)!;
        Log.Write(SealedLogKey.PublicFile, Encoding.UTF8.GetBytes(forger.Verifier.ToString()));
        Assert.Contains("one of them was replaced", await Refused(), StringComparison.Ordinal);
        Log.Write(SealedLogKey.PublicFile, right);
        Log.Write(LogKeyFile.FileName, Encoding.UTF8.GetBytes(forger.Secret()), secret: true);
        Assert.Contains("is another key than the one that is kept", await Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_signs_on_after_the_root_key_and_the_key_encryption_key_were_rotated()
    {
        string vkey;
        using (var made = await Open())
            vkey = made.Verifier.ToString();
        await _data.Ring.RotateKeyEncryptionKey(null, Cancel);
        await _data.Ring.RotateRoot(Cancel);
        _data.Provider.Forget(1);
        await _data.Reopen();
        using var again = await Open();
        Assert.Equal(vkey, again.Verifier.ToString());
        Assert.Equal(2, (await _data.Ring.Status(Cancel)).Wrapping.Concat((await _data.Ring.Status(Cancel)).Index).Count());
    }

    [Fact]
    public async Task A_provider_that_is_away_is_told_apart_from_one_that_refuses()
    {
        (await Open()).Dispose();
        _data.Provider.Away = true;
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(() => Open());
        _data.Provider.Away = false;
        (await Open()).Dispose();
    }
}

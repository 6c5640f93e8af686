using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Audit.Witness;

namespace Tidings.Security.Tests.Audit;

public sealed class When_a_witness_watches : IDisposable
{
    readonly LogInFolder _log = new();
    readonly LogFolder _memory = new(Directory.CreateTempSubdirectory("tidings-witness-").FullName);
    readonly NoteSigner _signer = NoteSigner.Create("regulator.example/w1", SignatureKind.Ed25519Cosignature);
    readonly LogWitness _witness;

    public When_a_witness_watches() => _witness = new(_memory, _signer, [_log.Key], new FakeTimeProvider(LogInFolder.Now));

    public void Dispose()
    {
        _log.Dispose();
        _signer.Dispose();
        Directory.Delete(_memory.Location, recursive: true);
    }

    static async Task<string> Request(LogInFolder log, long old)
    {
        var head = Checkpoint.Parse(log.Note.Text)!;
        return new AddCheckpoint(old, await new TiledTree(new FolderTiles(log.Folder.Location), head.Size).Consistency(old, TestContext.Current.CancellationToken), log.Note).ToString();
    }

    WitnessAnswer Add(string request) => _witness.Add(Encoding.UTF8.GetBytes(request));

    async Task Cosigned(long old, long size)
    {
        await _log.Grow(size);
        Assert.Equal(200, Add(await Request(_log, old)).Status);
    }

    [Fact]
    public async Task It_cosigns_a_log_that_extends_itself_and_a_proof_with_its_signature_holds()
    {
        await Cosigned(0, 5);
        await _log.Grow(300);
        var answer = Add(await Request(_log, 5));
        Assert.Equal(200, answer.Status);
        var cosigned = SignedNote.Parse(Encoding.UTF8.GetBytes(_log.Note + answer.Body))!;
        Assert.True(cosigned.IsSignedBy(_signer.Verifier));
        Assert.True(cosigned.IsSignedBy(_log.Key));
        var proof = new TlogProof(null, 7, await new TiledTree(new FolderTiles(_log.Folder.Location), 300).Inclusion(7, TestContext.Current.CancellationToken), cosigned);
        var read = TlogProof.Parse(Encoding.UTF8.GetBytes(proof.ToString()))!;
        Assert.True(read.Holds(LogInFolder.Entry(7), _log.Key, _signer.Verifier));
        Assert.False(read.Holds(LogInFolder.Entry(8), _log.Key, _signer.Verifier));
        Assert.False((read with { Note = _log.Note }).Holds(LogInFolder.Entry(7), _log.Key, _signer.Verifier));
    }

    [Fact]
    public async Task It_refuses_a_second_history_of_the_same_size_and_of_a_larger_one()
    {
        await Cosigned(0, 300);
        using var twin = new LogInFolder(_log);
        await twin.Grow(300, " of another history");
        var answer = Add(await Request(twin, 300));
        Assert.Equal(409, answer.Status);
        Assert.Contains("two histories", answer.Body, StringComparison.Ordinal);
        await twin.Grow(400, " of another history");
        Assert.Equal(422, Add(await Request(twin, 300)).Status);
        // The control: the first history goes on.
        await Cosigned(300, 400);
    }

    [Fact]
    public async Task It_says_how_far_it_is_to_a_log_that_was_rolled_back()
    {
        await Cosigned(0, 300);
        using var rolled = new LogInFolder(_log);
        await rolled.Grow(200);
        var answer = Add(await Request(rolled, 200));
        Assert.Equal((409, "300\n", "text/x.tlog.size"), (answer.Status, answer.Body, answer.ContentType));
    }

    [Fact]
    public async Task It_knows_what_it_cosigned_after_a_restart()
    {
        await Cosigned(0, 5);
        var again = new LogWitness(_memory, _signer, [_log.Key], TimeProvider.System);
        Assert.Equal(5, again.Last(_log.Key.Name)!.Size);
    }

    [Fact]
    public async Task It_refuses_what_is_not_signed_not_known_or_no_request()
    {
        await _log.Grow(5);
        var request = await Request(_log, 0);
        using var other = NoteSigner.Create(_log.Key.Name, SignatureKind.Ed25519);
        Assert.Equal(403, new LogWitness(_memory, _signer, [other.Verifier], TimeProvider.System).Add(Encoding.UTF8.GetBytes(request)).Status);
        Assert.Equal(404, new LogWitness(_memory, _signer, [], TimeProvider.System).Add(Encoding.UTF8.GetBytes(request)).Status);
        Assert.Equal(400, Add(request.Replace("old 0", "old 00", StringComparison.Ordinal)).Status);
        Assert.Equal(400, Add(request.Replace("old 0", "old 6", StringComparison.Ordinal)).Status);
        Assert.Equal(400, Add("").Status);
        Assert.Equal(200, Add(request).Status);
    }
}

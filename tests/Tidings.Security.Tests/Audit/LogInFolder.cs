using System.Globalization;
using System.Text;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

/// <summary>A signed log of numbered entries in a folder of its own.</summary>
internal sealed class LogInFolder : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    readonly NoteSigner _signer;

    public LogInFolder(LogInFolder? twin = null)
    {
        Folder = new(Directory.CreateTempSubdirectory("tidings-log-").FullName);
        if (twin is not null)
            Folder.Write(LogKeyFile.FileName, twin.Folder.Read(LogKeyFile.FileName)!, secret: true);
        _signer = LogKeyFile.Open(Folder, twin is null ? "log.example/tidings" : null, SignatureKind.Ed25519);
    }

    public LogFolder Folder { get; }
    public NoteKey Key => _signer.Verifier;
    public SignedNote Note => SignedNote.Parse(Folder.Read("checkpoint"))!;

    public string PathOf(string file) => Path.Combine(Folder.Location, file);

    public static byte[] Entry(long index, string history = "") => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"entry {index}{history}"));

    public Task<LogWriter> Open(LogMinimum? minimum = null) => LogWriter.Open(Folder, _signer, TestContext.Current.CancellationToken, minimum);

    /// <summary>Grows to this size and signs.</summary>
    public async Task<SignedNote> Grow(long size, string history = "", LogMinimum? minimum = null)
    {
        var writer = await Open(minimum);
        while (writer.Size < size)
            writer.Append(Entry(writer.Size, history));
        return writer.Sign(Now);
    }

    public Task<LogVerdict> Check(params SignedNote[] seen) =>
        new LogCheck(new FolderTiles(Folder.Location), Key, seen).Run(TestContext.Current.CancellationToken);

    public SignedNote Sign(long pruned, byte[] root) => PrunedNote.Sign(_signer, pruned, root, Now);

    public void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(PathOf(file));
        bytes[at] ^= 1;
        File.WriteAllBytes(PathOf(file), bytes);
    }

    public void Dispose()
    {
        _signer.Dispose();
        Directory.Delete(Folder.Location, recursive: true);
    }
}

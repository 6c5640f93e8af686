using System.Buffers;
using System.Text;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Log;

/// <summary>
/// Extends a log in a folder and signs its heads. It never signs a tree that does not hold what it signed before: it begins where its last
/// checkpoint was, or is led there entry by entry and compares. Not for several threads at a time.
/// </summary>
public sealed class LogWriter
{
    /// <summary>The file of the newest checkpoint.</summary>
    public const string CheckpointFile = "checkpoint";

    readonly LogFolder _folder;
    readonly NoteSigner _signer;
    readonly GrowingTree _tree;
    readonly ArrayBufferWriter<byte> _bundle = new();

    LogWriter(LogFolder folder, NoteSigner signer, Checkpoint? signed, SignedNote? note, IReadOnlyList<IReadOnlyList<byte[]>> edge)
    {
        (_folder, _signer, Signed, Note) = (folder, signer, signed, note);
        _tree = edge.Count == 0 ? new(Full) : GrowingTree.Of(signed!.Size, edge, Full);
    }

    /// <summary>Where the tiles are of no use: at the beginning of what is kept.</summary>
    LogWriter(LogFolder folder, NoteSigner signer, Checkpoint? signed, SignedNote? note, LogMinimum? minimum)
    {
        (_folder, _signer, Signed, Note) = (folder, signer, signed, note);
        _tree = minimum is null ? new(Full) : minimum.Tree(Full) ?? throw new LogException("What is kept of the audit log's pruned entries does not come to their root.");
    }

    /// <summary>Entries so far, signed or not.</summary>
    public long Size => _tree.Size;

    /// <summary>The newest head that was signed; null: none yet.</summary>
    public Checkpoint? Signed { get; private set; }

    /// <summary>The same with its signatures.</summary>
    public SignedNote? Note { get; private set; }

    /// <summary>
    /// Takes up the log where its last checkpoint left it. Where the tiles do not lead to the signed root (some were lost in a power cut, or changed) the
    /// writer stands at the first entry that is kept again: the entries are appended anew, and the signed root says whether they are the same.
    /// </summary>
    /// <param name="minimum">From where the log is kept; null: from entry 0.</param>
    /// <exception cref="LogException">The checkpoint is not one that this key signed, or is older than what was pruned.</exception>
    public static async Task<LogWriter> Open(LogFolder folder, NoteSigner signer, CancellationToken cancel, LogMinimum? minimum = null)
    {
        if (folder.Read(CheckpointFile) is not { } bytes)
            return minimum is null ? new(folder, signer, null, null, minimum) : throw Older("there is no checkpoint", minimum);
        if (SignedNote.Parse(bytes) is not { } note || Checkpoint.Parse(note.Text) is not { } signed || signed.Origin != signer.Verifier.Name || !note.IsSignedBy(signer.Verifier))
            throw new LogException("The audit log's checkpoint is not signed by its key: one of the two files was replaced.");
        // What was pruned was under a head before: this one was put back, and nothing here says whether it leads to the same entries.
        if (signed.Size < minimum?.Index)
            throw Older($"the checkpoint is over {signed.Size}", minimum);
        try
        {
            var tiles = new TiledTree(new FolderTiles(folder.Location), signed.Size);
            var writer = new LogWriter(folder, signer, signed, note, await tiles.Edge(signed.Size, cancel));
            var begun = GrowingTree.EdgeWidth(signed.Size, 0) == 0 ? [] : await tiles.Entries(signed.Size / TilePath.Width, cancel);
            foreach (var entry in begun)
                EntryBundle.Add(writer._bundle, entry.Span);
            if (writer._tree.Root().AsSpan().SequenceEqual(signed.Root))
                return writer;
        }
        catch (TileException)
        {
        }
        return new(folder, signer, signed, note, minimum);
    }

    static LogException Older(string what, LogMinimum minimum) =>
        new($"The audit log is kept from entry {minimum.Index} on, since those before were pruned, and {what}: put the newest one back as <data>/audit/checkpoint, from a backup, an export or a witness.");

    /// <summary>Appends an entry.</summary>
    /// <exception cref="LogException">With this entry the tree is as large as the one that was signed, and is another one.</exception>
    public void Append(ReadOnlySpan<byte> entry)
    {
        EntryBundle.Add(_bundle, entry);
        if (_tree.Size % TilePath.Width == TilePath.Width - 1)
        {
            Write(TilePath.Entries(_tree.Size / TilePath.Width, TilePath.Width), _bundle.WrittenSpan);
            _bundle.ResetWrittenCount();
        }
        Span<byte> leaf = stackalloc byte[MerkleHash.Length];
        MerkleHash.Leaf(entry, leaf);
        _tree.Append(leaf);
        if (_tree.Size == Signed?.Size && !_tree.Root().AsSpan().SequenceEqual(Signed.Root))
            throw new LogException(
                $"The store's first {Signed.Size} audit entries are not those that were signed: they were changed, dropped, added or reordered. 'tidings audit verify' names the first.");
    }

    /// <summary>Writes the tiles that are not full, then a signed checkpoint. The one there is, where nothing is new.</summary>
    /// <exception cref="LogException">The tree is smaller than the one that was signed.</exception>
    public SignedNote Sign(DateTimeOffset at)
    {
        if (Signed is not null && Size < Signed.Size)
            throw new LogException($"{Signed.Size} audit entries were signed and only {Size} are there: the store was rolled back to an older copy.");
        if (Note is not null && Signed?.Size == Size)
            return Note;
        _tree.Partial((level, index, hashes) => _folder.Write(TilePath.Tile(level, index, hashes.Length / MerkleHash.Length), hashes));
        if (_bundle.WrittenCount > 0)
            _folder.Write(TilePath.Entries(Size / TilePath.Width, GrowingTree.EdgeWidth(Size, 0)), _bundle.WrittenSpan);
        var head = new Checkpoint(_signer.Verifier.Name, Size, _tree.Root());
        var note = new SignedNote(head.ToText(), [_signer.Sign(Encoding.UTF8.GetBytes(head.ToText()), at)]);
        _folder.Write(CheckpointFile, note.ToBytes(), durable: true);
        (Signed, Note) = (head, note);
        return note;
    }

    /// <summary>Adds a witness's signature to the newest checkpoint, unless a newer one has been signed meanwhile.</summary>
    public void Cosigned(SignedNote note, NoteSignature signature)
    {
        if (note.Text != Note?.Text)
            return;
        Note = Note.With(signature);
        _folder.Write(CheckpointFile, Note.ToBytes(), durable: true);
    }

    void Full(int level, long index, ReadOnlySpan<byte> hashes) => Write(TilePath.Tile(level, index, TilePath.Width), hashes);

    /// <summary>A full tile that is there stays as it is, also where it is wrong: it is then evidence, and the verifier names it.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (_folder.LengthOf(path) != bytes.Length)
            _folder.WriteInPlace(path, bytes);
        _folder.DropPartial(path);
    }
}

/// <summary>The log may not go on: what is there is not what was signed. The message is for people and names it.</summary>
public sealed class LogException(string message) : Exception(message);

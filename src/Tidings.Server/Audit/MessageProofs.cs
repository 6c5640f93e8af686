using System.Text.Json;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Deliver;

namespace Tidings.Server.Audit;

/// <summary>Finds a message's entry in the log and proves it.</summary>
internal sealed class MessageProofs(IStore store, AuditBuilder builder)
{
    /// <summary>Entries stand in the order of the commits, which is nearly that of their times; this far from its time an entry is looked for.</summary>
    static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The message itself. Null: there is none.</summary>
    public async Task<Message?> Open(MessageId id, CancellationToken cancel) =>
        await store.ReadMessage(id, cancel) is { } facts ? DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), id) : null;

    /// <summary>The proof with the opening as its extra line; null: there is no such message, or it is older than the log.</summary>
    public async Task<TlogProof?> Find(MessageId id, CancellationToken cancel)
    {
        if (await store.ReadMessage(id, cancel) is not { } facts)
            return null;
        var decided = DecidedEvents.Of(facts.Row);
        if (DecidedEvents.Message(facts.Row, decided, id) is not { } message || decided.Salts is not { } salts)
            return null;
        // What was decided since the last checkpoint needs a new one, everything else does not.
        var found = await In(builder.LastNote, id, cancel) ?? await In(await builder.Checkpoint(cancel), id, cancel);
        if (found is not { } entry)
            return null;
        var salt = AuditWriter.Salt(salts, (int)(id.Value - facts.Row.Id.Value)).ToArray();
        var opening = new Opening(
            "tidings-message/v1", Convert.ToBase64String(entry.Entry.Span), Convert.ToBase64String(salt), id.ToString(), facts.Row.Customer, message.To.Digits, message.From.Value, message.Text,
            message.Template, message.Alert, (byte)message.Class, Microseconds(message.NotBefore), Microseconds(message.ValidUntil), message.Reasons);
        return new(JsonSerializer.SerializeToUtf8Bytes(opening, Json), entry.Index, await entry.Tree.Inclusion(entry.Index, cancel), entry.Note);
    }

    static long Microseconds(DateTimeOffset? at) => at is { } time ? (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;

    async Task<(long Index, ReadOnlyMemory<byte> Entry, TiledTree Tree, SignedNote Note)?> In(SignedNote? note, MessageId id, CancellationToken cancel)
    {
        if (note is null || Security.Audit.Notes.Checkpoint.Parse(note.Text) is not { Size: > 0 } head)
            return null;
        var tree = new TiledTree(new FolderTiles(builder.Folder.Location), head.Size);
        var (bundles, at) = ((head.Size + TilePath.Width - 1) / TilePath.Width, id.At);
        var (low, high) = (0L, bundles);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((await First(tree, middle, cancel)).At < at)
                low = middle + 1;
            else
                high = middle;
        }
        // Outwards from where its time would be.
        for (var distance = 0L; distance <= bundles; distance++)
            foreach (var bundle in distance == 0 ? [low] : new[] { low - distance, low + distance })
            {
                if (bundle < 0 || bundle >= bundles)
                    continue;
                var entries = await tree.Entries(bundle, cancel);
                for (var i = 0; i < entries.Count; i++)
                    if (AuditEntry.Parse(entries[i]) is { Kind: AuditKind.Message } entry && entry.Subject == id.Value)
                        return ((bundle * TilePath.Width) + i, entries[i], tree, note);
                if (distance > 1 && (AuditEntry.Parse(entries[0])!.At - at).Duration() > Around)
                    return null;
            }
        return null;
    }

    static async Task<AuditEntry> First(TiledTree tree, long bundle, CancellationToken cancel) =>
        AuditEntry.Parse((await tree.Entries(bundle, cancel))[0]) ?? throw new TileException(TilePath.Entries(bundle, TilePath.Width), "has an entry that is none");

    /// <summary>What the commitment is to: with the salt, all that is needed to compute it.</summary>
    sealed record Opening(
        string Form, string Entry, string Salt, string Id, string Customer, string To, string From, string Text, string Template, string Alert, byte Class,
        long NotBefore, long ValidUntil, IReadOnlyList<Reason> Reasons);
}

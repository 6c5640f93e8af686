using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Security.Access;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// Documents that hold secrets or quote personal data: their bodies are sealed under a data key of the installation, each at its kind, id and version only. Those of other kinds (templates, alerts, packs, days
/// of use) stand in clear. One of a sealed kind that stands in clear does not open: whoever can write the database could make himself a key by it.
/// </summary>
internal sealed class DocumentSeals(SubjectKeys keys, string installation)
{
    /// <summary>Whose the key is, as the tokens of the key store name subjects.</summary>
    public const string KeyOf = "documents";

    /// <summary>Team numbers, secrets of second factors, hashes of keys and sessions, what proposals, acts and pauses quote of all this, parts of customers' texts, whom webhooks tell and who made them, the bank's words for replies, how carriers are reached, hashes of numbers to which codes went, whom fraud rules list and by what a model knows fraud, how the breaker over codes stands, and what opens the log's entries.</summary>
    public static FrozenSet<string> Kinds { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "settings", ApiKeyDocument.Kind, OperatorDocument.Kind, OperatorCredentials.Kind, SessionDocument.Kind, PasskeyDocument.Kind, PasskeyChallenges.KeyKind, Proposal.DocumentKind, DocumentActs.Kind, ReplyParts.Kind, "class-pause", AuditOpening.Kind, SealedSecrets.DocumentKind, "keywords", "carrier", "verification-counts", "verification-breaker", "fraud-rules", "fraud-model-file", Rates);

    /// <summary>How many texts of a class are usual: who could raise it would have a class surge unpaused.</summary>
    public const string Rates = "class-rate";

    /// <summary>Those of them that versions before left in clear, and that are sealed once: see <see cref="OlderDocuments"/>.</summary>
    public static FrozenSet<string> SealedLater { get; } = FrozenSet.Create(StringComparer.Ordinal, SealedSecrets.DocumentKind, "keywords");

    /// <summary>Such documents of versions before are still to be sealed, and are read in clear until then.</summary>
    public bool TakesOlder { get; set; }

    /// <summary>Without its document such a kind opens less, not more: a key, an operator, a proposal that is not there. Settings, keywords, fraud rules and counts are not among them, since what is left out of those has a default; nor pauses, without which a class would be sent.</summary>
    public static bool FailsClosed(string kind) => kind is not ("settings" or "keywords" or "fraud-rules" or "verification-counts" or "verification-breaker" or "class-pause");

    readonly byte[] tenant = Encoding.UTF8.GetBytes(installation);
    string? token;

    /// <summary>A document's body begins with <c>{</c>, a sealed value with its format.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> body) => body.Length > 0 && body[0] == SealedFormat.Version;

    /// <summary>Of a kind that is not sealed, nothing is opened, whatever its body begins with.</summary>
    static bool IsSealed(DocumentRow row) => Kinds.Contains(row.Kind) && IsSealed(row.Body.Span);

    static bool IsSealable(DocumentRow row) => Kinds.Contains(row.Kind) && !row.Body.IsEmpty;

    /// <summary>False: the key is not in memory. A deleted document's body stays empty.</summary>
    public bool TrySeal(IReadOnlyList<DocumentRow> rows, out IReadOnlyList<DocumentRow> whole)
    {
        whole = rows;
        if (!rows.Any(IsSealable))
            return true;
        return token is { } known && keys.TryGet(known, out var subject) && TrySeal(rows, subject, out whole);
    }

    /// <exception cref="Core.Ports.StoreUnavailableException">The key cannot be had.</exception>
    public async ValueTask<IReadOnlyList<DocumentRow>> Seal(IReadOnlyList<DocumentRow> rows, CancellationToken cancel)
    {
        while (true)
        {
            using var held = await keys.OfIds(SubjectKind.Installation, [KeyOf], make: true, cancel).ConfigureAwait(false);
            var subject = held.Find(KeyOf)!;
            token = subject.Token;
            if (TrySeal(rows, subject, out var whole))
                return whole;
        }
    }

    bool TrySeal(IReadOnlyList<DocumentRow> rows, Subject subject, out IReadOnlyList<DocumentRow> whole)
    {
        whole = rows;
        if (subject.Newest is not { } key)
            return false;
        var made = new DocumentRow[rows.Count];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = rows[i];
            if (!IsSealable(rows[i]))
                continue;
            if (Seal(rows[i], key) is not { } value)
                return false;
            made[i] = rows[i] with { Body = value };
        }
        whole = made;
        return true;
    }

    /// <summary>The sealed body; null: the key was dropped.</summary>
    public byte[]? Seal(DocumentRow row, SealingKey key)
    {
        var value = new byte[Sealer.SealedLength(row.Body.Length)];
        return Sealer.Seal(key, new(tenant, "document"u8, "body"u8, Place(row)), row.Body.Span, value) ? value : null;
    }

    /// <summary>The rows in clear, in their order; null in the place of one that does not open.</summary>
    public async ValueTask<DocumentRow?[]> Open(IReadOnlyList<DocumentRow> rows, CancellationToken cancel)
    {
        if (!rows.Any(IsSealable))
            return [.. rows];
        while (true)
        {
            using var held = await keys.OfIds(SubjectKind.Installation, [KeyOf], make: false, cancel).ConfigureAwait(false);
            if (TryOpen(rows, held.Find(KeyOf), out var opened))
                return opened;
        }
    }

    bool TryOpen(IReadOnlyList<DocumentRow> rows, Subject? subject, out DocumentRow?[] opened)
    {
        opened = [.. rows];
        for (var i = 0; i < opened.Length; i++)
        {
            if (!IsSealable(rows[i]))
                continue;
            if (!IsSealed(rows[i]))
            {
                if (!TakesOlder || !SealedLater.Contains(rows[i].Kind))
                    opened[i] = null;
                continue;
            }
            var outcome = Open(rows[i], subject?.Find(Sealer.VersionOf(rows[i].Body.Span)), out opened[i]);
            if (outcome == Opening.KeyDropped)
                return false;
        }
        return true;
    }

    public Opening Open(DocumentRow row, SealingKey? key, out DocumentRow? opened)
    {
        var plain = new byte[Sealer.PlainLength(row.Body.Length)];
        var outcome = Sealer.Open(key, new(tenant, "document"u8, "body"u8, Place(row)), row.Body.Span, plain);
        opened = outcome == Opening.Opened ? row with { Body = plain } : null;
        return outcome;
    }

    /// <summary>Kind, id and version, with the lengths of the first two before them.</summary>
    static byte[] Place(DocumentRow row)
    {
        var (kind, id) = (Encoding.UTF8.GetByteCount(row.Kind), Encoding.UTF8.GetByteCount(row.Id));
        var place = new byte[(3 * sizeof(int)) + kind + id];
        BinaryPrimitives.WriteInt32BigEndian(place, kind);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(4), id);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(8), row.Version);
        Encoding.UTF8.GetBytes(row.Kind, place.AsSpan(12));
        Encoding.UTF8.GetBytes(row.Id, place.AsSpan(12 + kind));
        return place;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;

namespace Tidings.Server.Audit;

/// <summary>Finds an act's entry in the log and proves it, with what opens it: the log itself does not say who it was.</summary>
internal sealed class ActProofs(IStore store, EntryFinder entries)
{
    /// <summary>Openings that are looked at where an act has none under its own id, since it was written together with another.</summary>
    const int Near = 200;

    /// <summary>The proof with the opening as its extra line; null: there is no such act, or it is older than the log.</summary>
    /// <param name="id">As <see cref="DocumentActs.IsId"/> takes it.</param>
    public async Task<TlogProof?> Find(string id, CancellationToken cancel)
    {
        if (await store.ReadLastDocuments(DocumentActs.Kind, After(id), 1, cancel) is not [var act] || act.Id != id)
            return null;
        if (await OpeningOf(act, cancel) is not var (at, actor, opening))
            return await entries.Find(act.At, entry => entry.Act is { DocumentKind: DocumentActs.Kind } words && words.Document == id, cancel) is { } older
                ? await Prove(older, "tidings-act/v0", [], DocumentActs.Of(act).Actor, act, cancel) : null;
        return await entries.Find(at, entry => entry.Kind == AuditKind.Document && entry.Commitment.Span.SequenceEqual(opening.Commitment), cancel) is { } found
            ? await Prove(found, "tidings-document/v1", opening.Salt, actor, act, cancel) : null;
    }

    static Task<TlogProof> Prove(FoundEntry found, string form, byte[] salt, string actor, DocumentRow act, CancellationToken cancel) => found.Prove(
        JsonSerializer.SerializeToUtf8Bytes(
            new ProvenDocument(form, found.Bytes.ToArray(), salt, actor, act.Kind, act.Id, act.Version, (act.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, act.Body.ToArray()),
            ProvenDocumentJson.Default.ProvenDocument), cancel);

    async Task<(DateTimeOffset At, string Actor, DocumentOpening Opening)?> OpeningOf(DocumentRow act, CancellationToken cancel)
    {
        foreach (var (before, limit) in ((string, int)[])[(After(act.Id), 1), (DocumentActs.FirstId(act.At.AddMilliseconds(2)), Near)])
            foreach (var row in await store.ReadLastDocuments(AuditOpening.Kind, before, limit, cancel))
            {
                var kept = AuditOpening.Of(row.Body.Span);
                if (kept.Documents.FirstOrDefault(one => one.IsOf(act)) is { } opening)
                    return (row.At, kept.Actor, opening);
            }
        return null;
    }

    /// <summary>The first that could stand after this id.</summary>
    static string After(string id) => id + "0";
}

/// <summary>What the commitment is to: with the salt, all that is needed to compute it. Bytes are in base64.</summary>
/// <param name="Form"><c>tidings-document/v1</c>; <c>tidings-act/v0</c> for an entry of versions before, which commits to the SHA-256 of the body alone.</param>
/// <param name="At">Microseconds since 1970-01-01 UTC.</param>
internal sealed record ProvenDocument(string Form, byte[] Entry, byte[] Salt, string Actor, string Kind, string Id, int Version, long At, byte[] Body);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProvenDocument))]
internal sealed partial class ProvenDocumentJson : JsonSerializerContext;

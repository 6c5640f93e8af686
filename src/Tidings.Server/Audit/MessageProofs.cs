using System.Text.Json;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Server.Deliver;

namespace Tidings.Server.Audit;

/// <summary>Finds a message's entry in the log and proves it.</summary>
internal sealed class MessageProofs(IStore store, EntryFinder entries)
{
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
        if (await entries.Find(id.At, entry => entry.Kind == AuditKind.Message && entry.Subject == id.Value, cancel) is not { } found)
            return null;
        var salt = AuditWriter.Salt(salts, (int)(id.Value - facts.Row.Id.Value)).ToArray();
        var opening = new Opening(
            "tidings-message/v1", Convert.ToBase64String(found.Bytes.Span), Convert.ToBase64String(salt), id.ToString(), facts.Row.Customer, message.To.Digits, message.From.Value, message.Text,
            message.Template, message.Alert, (byte)message.Class, Microseconds(message.NotBefore), Microseconds(message.ValidUntil), message.Reasons);
        return await found.Prove(JsonSerializer.SerializeToUtf8Bytes(opening, Json), cancel);
    }

    static long Microseconds(DateTimeOffset? at) => at is { } time ? (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;

    /// <summary>What the commitment is to: with the salt, all that is needed to compute it.</summary>
    sealed record Opening(
        string Form, string Entry, string Salt, string Id, string Customer, string To, string From, string Text, string Template, string Alert, byte Class,
        long NotBefore, long ValidUntil, IReadOnlyList<Reason> Reasons);
}
